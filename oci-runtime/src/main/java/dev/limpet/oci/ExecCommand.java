package dev.limpet.oci;

import dev.limpet.formats.oci.ExecCpuAffinity;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.SeccompConfig;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Signals;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.oci.cgroup.ContainerCgroup;
import dev.limpet.oci.cgroup.Entrance;
import dev.limpet.oci.process.Labels;
import dev.limpet.oci.process.ProcessPlanner;
import dev.limpet.oci.process.SetProcessors;
import dev.limpet.oci.process.TerminalReceiver;
import dev.limpet.oci.root.EnterPlace;
import dev.limpet.oci.start.Joiner;
import dev.limpet.oci.start.Namespaces;
import dev.limpet.oci.systemd.Unit;
import dev.limpet.sandbox.Attendant;
import dev.limpet.sandbox.HostFacts;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.SignalsOnly;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.TerminalRelay;
import dev.limpet.sandbox.boxes.NamespaceKind;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** {@code exec}: runs one more process in a container. */
final class ExecCommand {
  private static final CommandLine.Schema SCHEMA =
      new CommandLine.Schema(
          List.of("detach", "tty", "no-new-privs", "no-subreaper", "ignore-paused"),
          List.of(
              "process",
              "console-socket",
              "pid-file",
              "cwd",
              "env",
              "user",
              "additional-gids",
              "cap",
              "apparmor",
              "process-label",
              "preserve-fds",
              "cgroup"),
          List.of(
              "p",
              "process",
              "d",
              "detach",
              "t",
              "tty",
              "e",
              "env",
              "u",
              "user",
              "g",
              "additional-gids",
              "c",
              "cap"),
          false);

  private static final long ENDING =
      Signals.set(Flags.SIGHUP, Flags.SIGINT, Flags.SIGQUIT, Flags.SIGTERM);

  private final Kernel kernel;
  private final Global global;
  private final Report report;

  ExecCommand(Kernel kernel, Global global, Report report) {
    this.kernel = kernel;
    this.global = global;
    this.report = report;
  }

  int run(List<String> words) {
    CommandLine line = CommandLine.parse("exec", words, SCHEMA);
    if (line.operands().isEmpty()) {
      throw new FailedException("exec: a container's name and a command are wanted");
    }
    Preserved preserved = new Preserved(kernel, line);
    try (Container container = new Containers(kernel, global.root()).find(line.operands().get(0))) {
      return run(container, line, preserved);
    }
  }

  private int run(Container container, CommandLine line, Preserved preserved) {
    ContainerState state = container.state();
    Status status = container.status(state);
    ProcessId init = state.init();
    boolean paused = status == Status.PAUSED;
    if (paused && !line.flag("ignore-paused")) {
      throw new FailedException(
          "cannot exec in a container that is paused: "
              + container.id()
              + ": resume it, or wait until somebody does with --ignore-paused");
    }
    if (init == null || (!paused && status != Status.RUNNING && status != Status.CREATED)) {
      throw new FailedException(
          "cannot exec in a container that is not running: "
              + container.id()
              + " is "
              + status.word());
    }
    Spec spec = container.config();
    Process process = new ExecProcess(kernel, line).of(spec);
    if (!process.capabilities().equals(spec.process().capabilities())) {
      Supported.warn(process, report);
    }
    Namespaces namespaces = namespaces(init);
    List<Step> way = new ArrayList<>();
    if (!spec.linux().begins(NamespaceType.MOUNT)) {
      String root = "/proc/" + init.pid() + "/root";
      way.add(new EnterPlace(Fd.open(kernel, root, Flags.O_PATH | Flags.O_DIRECTORY).release()));
    }
    if (!container.isAlive(init)) {
      throw new FailedException("container not running: " + container.id() + " has ended");
    }
    Journal journal = new Journal(report, container.id());
    for (Namespaces.Joined joined : namespaces.joined()) {
      journal.tell("exec joins the namespace " + joined.path());
    }
    journal.cgroups(state.cgroups());
    journal.program(process);
    Unit unit = state.unit();
    // Who runs this may not move processes into cgroups of their systemd's, from another of theirs.
    boolean asks = unit != null && unit.user();
    Entrance cgroups =
        new Cgroups(kernel)
            .entrance(asks ? ContainerCgroup.NONE : state.cgroups(), asks ? 0 : init.pid());
    ProcessPlanner planner = new ProcessPlanner(process);
    long mask = kernel.rt_sigprocmask(Flags.SIG_BLOCK, 0);
    boolean relays = process.terminal() && !line.flag("detach") && !names(line, "console-socket");
    TerminalRelay relay = relays ? new TerminalRelay(kernel) : null;
    List<Step> labels = Labels.of(kernel, process, report::warning);
    PidFile pidFile = new PidFile(kernel, line);
    IntPredicate patience = paused ? this::isAnswered : fd -> true;
    IntSupplier start =
        () -> {
          TerminalReceiver console = Console.of(kernel, line, process, relay);
          List<Step> preparing = new ArrayList<>(way);
          preparing.addAll(processors(process.execCPUAffinity()));
          preparing.addAll(planner.preparing(spec.linux().personality(), console, false, false));
          SeccompConfig seccomp = spec.linux().seccompConfig();
          int listener = SeccompState.listener(kernel, seccomp);
          Process whole = preserved.announced(process);
          ProcessId id =
              new Joiner(kernel, namespaces, cgroups)
                  .start(
                      whole,
                      preparing,
                      told ->
                          planner.finishing(
                              labels, seccomp, HostFacts.architecture(), listener, told),
                      mask,
                      container::close,
                      its -> {
                        begun(state, asks, process, spec, its);
                        return listener < 0
                            ? ""
                            : SeccompState.of(
                                spec.ociVersion(),
                                seccomp,
                                container.report(state, status),
                                its.pid());
                      },
                      patience);
          if (id == null) {
            throw new FailedException(
                "interrupted: the container " + container.id() + " is still paused");
          }
          journal.tell("executed: process " + id.pid());
          tell(pidFile, id);
          return id.pid();
        };
    if (line.flag("detach")) {
      int pid = start.getAsInt();
      return pid > 0 ? 0 : ExitCode.FAILURE;
    }
    Attendant attendant = relay == null ? new SignalsOnly(kernel) : relay;
    return new Launcher(kernel).accompany(attendant, true, start);
  }

  /** Nobody would know of a process whose number cannot be told. */
  private void tell(PidFile pidFile, ProcessId process) {
    try {
      pidFile.write(process);
    } catch (ErrnoException e) {
      kernel.kill(process.pid(), Flags.SIGKILL);
      throw e;
    }
  }

  /**
   * Whether there is an answer at {@code channel}. A process that has come into a paused container
   * answers when that is resumed; a signal ends the waiting.
   */
  private boolean isAnswered(int channel) {
    int[] revents = new int[2];
    try (Fd signals = new Fd(kernel, kernel.signalfd4(-1, ENDING, Flags.SFD_CLOEXEC))) {
      int[] fds = {channel, signals.number()};
      kernel.ppoll(fds, new int[] {Flags.POLLIN, Flags.POLLIN}, revents, -1);
    }
    return revents[0] != 0;
  }

  /**
   * What a process does about its processors once it is in the cgroup. Until then they are this
   * process's.
   */
  private List<Step> processors(@Nullable ExecCpuAffinity affinity) {
    if (affinity == null) {
      return List.of();
    }
    if (affinity.initial() != null) {
      new Launcher(kernel).perform(List.of(new SetProcessors(affinity.initial())));
    }
    return List.of(new SetProcessors(affinity.last()));
  }

  private static boolean names(CommandLine line, String option) {
    String value = line.value(option);
    return value != null && !value.isEmpty();
  }

  private void begun(ContainerState state, boolean asks, Process process, Spec spec, ProcessId id) {
    if (asks) {
      new ContainerUnit(kernel, global.sockets()).attach(state, id);
    }
    Integer own = process.oomScoreAdj();
    Files.score(kernel, id, own == null ? spec.process().oomScoreAdj() : own);
  }

  /** Those of the container in which this process is not. */
  private Namespaces namespaces(ProcessId init) {
    List<Namespaces.Joined> joined = new ArrayList<>();
    for (NamespaceKind kind : NamespaceKind.ALL) {
      String path = "/proc/" + init.pid() + "/ns/" + kind.file();
      try {
        String own = kernel.readlinkat(Flags.AT_FDCWD, "/proc/self/ns/" + kind.file());
        if (!own.equals(kernel.readlinkat(Flags.AT_FDCWD, path))) {
          Fd fd = Fd.open(kernel, path, Flags.O_RDONLY);
          joined.add(new Namespaces.Joined(kind.flag(), path, fd.release()));
        }
      } catch (ErrnoException e) {
        // A kind that this kernel does not have.
        if (e.errno() != Errno.ENOENT || kind.flag() != Flags.CLONE_NEWTIME) {
          throw e;
        }
      }
    }
    return new Namespaces(0, joined);
  }
}
