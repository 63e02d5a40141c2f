package dev.limpet.oci;

import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.SeccompConfig;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.oci.TimeOffset;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.cgroup.ContainerCgroup;
import dev.limpet.oci.cgroup.Entrance;
import dev.limpet.oci.process.Labels;
import dev.limpet.oci.process.ProcessPlanner;
import dev.limpet.oci.process.TerminalReceiver;
import dev.limpet.oci.root.RootPlanner;
import dev.limpet.oci.root.SourceTree;
import dev.limpet.oci.start.Birth;
import dev.limpet.oci.start.Creation;
import dev.limpet.oci.start.EnterTimeNamespace;
import dev.limpet.oci.start.Hooks;
import dev.limpet.oci.start.IdMaps;
import dev.limpet.oci.start.Namespaces;
import dev.limpet.oci.start.SetDomainname;
import dev.limpet.sandbox.HostFacts;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.StepFailedException;
import dev.limpet.sandbox.TerminalRelay;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The making of a container out of a bundle; what fails leaves nothing of it behind. */
final class Making implements AutoCloseable {
  private final Kernel kernel;
  private final Global global;
  private final Report report;
  private final CommandLine line;
  private final Bundle bundle;
  private final Spec spec;
  private final Preserved preserved;

  /** The caller's, which the container's program gets in the end. */
  private final long mask;

  /** What has become of it so far. */
  private ContainerState state;

  private @Nullable Container made;

  /** This program itself, where it shall relay the container's terminal. */
  private @Nullable TerminalRelay relay;

  Making(Kernel kernel, Global global, Report report, CommandLine line) {
    this.kernel = kernel;
    this.global = global;
    this.report = report;
    this.line = line;
    this.mask = kernel.rt_sigprocmask(Flags.SIG_BLOCK, 0);
    this.preserved = new Preserved(kernel, line);
    String directory = line.value("bundle");
    String config = line.value("config");
    this.bundle =
        Bundle.read(
            kernel, directory == null ? "." : directory, config == null ? "config.json" : config);
    Linux linux = bundle.spec().linux();
    this.spec =
        bundle
            .spec()
            .withLinux(linux.withNamespaces(Namespaces.others(kernel, linux.namespaces())));
    this.state =
        new ContainerState(
            spec.ociVersion(),
            ProcessId.own(kernel),
            null,
            false,
            bundle.path(),
            bundle.rootfs(),
            Timestamp.of(kernel.clock_gettime(Flags.CLOCK_REALTIME)),
            kernel.getuid(),
            null,
            !spec.hooks().poststart().isEmpty() || !spec.hooks().poststop().isEmpty(),
            ContainerCgroup.NONE,
            spec.annotations());
  }

  Spec spec() {
    return spec;
  }

  /** Has the terminal sent to this program, where no other is named. */
  void relayTo(TerminalRelay own) {
    relay = own;
  }

  /** The state of what was made. */
  ContainerState state() {
    return state;
  }

  /** What was made. */
  Container container() {
    if (made == null) {
      throw new IllegalStateException("nothing was made");
    }
    return made;
  }

  /** Makes it; returns its first process. */
  ProcessId make(String id) {
    Supported.check(spec, kernel.geteuid() == 0);
    Supported.warn(spec.process(), report);
    state = state.inUnit(global.unit(kernel, spec.linux().cgroupsPath(), Containers.checked(id)));
    Journal journal = new Journal(report, id);
    journal.tell("create out of " + bundle.path() + ", root " + bundle.rootfs());
    Container container = new Containers(kernel, global.root()).claim(id);
    Placement placement =
        new Placement(kernel, global, journal, spec, container, now -> tell(container, now));
    try {
      placement.reserve(state);
      ProcessId first = make(container, placement);
      made = container;
      return first;
    } catch (FailedException | RefusedException | StepFailedException | ErrnoException e) {
      new Destruction(kernel, global, report).afterFailure(container, state);
      throw e;
    }
  }

  @Override
  public void close() {
    if (made != null) {
      made.close();
    }
  }

  private void tell(Container container, ContainerState now) {
    state = now;
    container.write(now);
  }

  private ProcessId make(Container container, Placement placement) {
    Linux linux = spec.linux();
    Journal journal = new Journal(report, container.id());
    journal.namespaces(linux);
    journal.program(spec.process());
    journal.hooks("createContainer", spec.hooks().createContainer());
    journal.hooks("startContainer", spec.hooks().startContainer());
    // Without a mount namespace of its own one is lent to it while its root is furnished.
    boolean lends = !linux.has(NamespaceType.MOUNT);
    Namespaces namespaces = Namespaces.open(kernel, linux.namespaces());
    namespaces = lends ? namespaces.with(Flags.CLONE_NEWNS) : namespaces;
    int mounts = lends ? Fd.open(kernel, "/proc/self/ns/mnt", Flags.O_RDONLY).release() : -1;
    PidFile pidFile = new PidFile(kernel, line);
    boolean own = namespaces.isFresh(Flags.CLONE_NEWNS);
    RootPlanner root =
        new RootPlanner(spec, bundle.path(), bundle.rootfs(), own ? placement.mounts() : null);
    boolean fresh = namespaces.isFresh(Flags.CLONE_NEWUSER);
    List<Step> furnishing = root.furnishing();
    if (fresh && kernel.geteuid() == 0) {
      for (SourceTree tree : root.trees()) {
        tree.prepare(kernel);
      }
    }
    new Idmapping(kernel, linux).apply(root.idmapped());
    TerminalReceiver console = Console.of(kernel, line, spec.process(), relay);
    int listener = SeccompState.listener(kernel, linux.seccompConfig());
    Fd server = serve(container);
    Fd waiting = container.waiting();
    kernel.flock(waiting.number(), Flags.LOCK_EX);
    Birth.Script script = script(namespaces, root, furnishing, console, listener, mounts);
    enter(bundle.rootfs());
    ProcessId first =
        new Creation(
                kernel,
                namespaces,
                new IdMaps(kernel, linux.uidMappings(), linux.gidMappings()),
                placement.begin(state))
            .create(script, server.number(), new Attending(container, placement), container::close);
    server.close();
    waiting.close();
    tell(container, state.finished());
    journal.tell("created: its first process is " + first.pid());
    pidFile.write(first);
    return first;
  }

  /** The first process finds its root as its working directory, whoever may go there. */
  private void enter(String rootfs) {
    try {
      kernel.chdir(rootfs);
    } catch (ErrnoException e) {
      throw new FailedException("the root " + rootfs + ": " + e.getMessage());
    }
  }

  private List<Step> naming(Namespaces namespaces) {
    List<Step> steps = new ArrayList<>();
    // Its offsets are written by who has made it, before that becomes somebody else.
    if (namespaces.isFresh(Flags.CLONE_NEWTIME)) {
      steps.add(new EnterTimeNamespace(offsets(spec.linux().timeOffsets())));
    }
    String hostname = spec.hostname();
    if (hostname != null && !hostname.isEmpty()) {
      steps.add(new Step.SetHostname(hostname));
    }
    String domainname = spec.domainname();
    if (domainname != null && !domainname.isEmpty()) {
      steps.add(new SetDomainname(domainname));
    }
    if (namespaces.isFresh(Flags.CLONE_NEWNET)) {
      steps.add(new Step.LoopbackUp());
    }
    return steps;
  }

  private static String offsets(Map<String, TimeOffset> offsets) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, TimeOffset> offset : offsets.entrySet()) {
      out.append(offset.getKey()).append(' ').append(offset.getValue().secs()).append(' ');
      out.append(offset.getValue().nanosecs()).append('\n');
    }
    return out.toString();
  }

  private Fd serve(Container container) {
    int type = Flags.SOCK_SEQPACKET | Flags.SOCK_CLOEXEC;
    Fd server = new Fd(kernel, kernel.socket(Flags.AF_UNIX, type, 0));
    kernel.bind(server.number(), container.startPath());
    kernel.listen(server.number(), 1);
    return server;
  }

  private Birth.Script script(
      Namespaces namespaces,
      RootPlanner root,
      List<Step> furnishing,
      @Nullable TerminalReceiver console,
      int listener,
      int mounts) {
    Process process = spec.process();
    ProcessPlanner planner = new ProcessPlanner(process);
    SeccompConfig seccomp = spec.linux().seccompConfig();
    List<Step> labels = Labels.of(kernel, process, report::warning);
    dev.limpet.formats.oci.Hooks hooks = spec.hooks();
    List<Step> preparing =
        planner.preparing(
            spec.linux().personality(), console, mounts < 0, !line.flag("no-new-keyring"));
    return new Birth.Script(
        bundle.path(),
        namespaces.fresh(),
        namespaces.isFresh(Flags.CLONE_NEWUSER),
        namespaces.joins(Flags.CLONE_NEWUSER),
        naming(namespaces),
        furnishing,
        !hooks.prestart().isEmpty() || !hooks.createRuntime().isEmpty(),
        hooks.createContainer(),
        root.entering(!line.flag("no-pivot"), mounts),
        preparing,
        hooks.startContainer(),
        planner.confining(),
        state ->
            planner.finishing(
                labels,
                seccomp,
                HostFacts.architecture(),
                listener,
                SeccompState.of(spec.ociVersion(), seccomp, state)),
        preserved.announced(process),
        mask);
  }

  /** What the runtime does about the first process while that waits. */
  private final class Attending implements Creation.Company {
    private final Container container;
    private final Placement placement;

    Attending(Container container, Placement placement) {
      this.container = container;
      this.placement = placement;
    }

    @Override
    public Creation.Admission begun(ProcessId first) {
      container.keepConfig(bundle.text());
      Entrance cgroups = placement.complete(state.begun(first));
      Files.score(kernel, first, spec.process().oomScoreAdj());
      // Hooks follow on the creation in the specification's lifecycle: to them it is done.
      return new Creation.Admission(cgroups, container.report(state, Status.CREATED));
    }

    @Override
    public void furnished() {
      String told = container.report(state, Status.CREATED);
      Journal journal = new Journal(report, container.id());
      journal.hooks("prestart", spec.hooks().prestart());
      journal.hooks("createRuntime", spec.hooks().createRuntime());
      new Hooks(kernel, "prestart", bundle.path(), List.of()).run(spec.hooks().prestart(), told);
      new Hooks(kernel, "createRuntime", bundle.path(), List.of())
          .run(spec.hooks().createRuntime(), told);
    }
  }
}
