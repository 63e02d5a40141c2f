package dev.limpet.oci.start;

import dev.limpet.formats.json.JsonObject;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.Hook;
import dev.limpet.formats.oci.Process;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.oci.cgroup.Entrance;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.StepFailedException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The first process of a container, from its making to the program that it becomes. It tells the
 * runtime how far it has come, and later who starts it why it could not.
 */
public final class Birth {
  /**
   * What the runtime answers. The first that it says are the cgroups to enter, the second is the
   * container's state.
   */
  static final String GO = "go";

  /** CLONE_NEW* that it makes while the runtime makes its cgroups. */
  static final long MEANWHILE =
      Flags.CLONE_NEWNS | Flags.CLONE_NEWNET | Flags.CLONE_NEWIPC | Flags.CLONE_NEWUTS;

  /** CLONE_NEW* that it makes once it is in those, and has its ids. */
  static final long LATER = Flags.CLONE_NEWCGROUP | Flags.CLONE_NEWTIME;

  /** What this process says: that its ids are to be mapped, … */
  static final String MAP = "map";

  /** … that hooks may look at what has been made, … */
  static final String HOOKS = "hooks";

  /** … that it waits to be started, … */
  static final String READY = "ready";

  /** … or why not. */
  static final String FAILED = "failed ";

  private static final int[] NONE = {};

  /**
   * What it does.
   *
   * @param bundle the directory of its config.json
   * @param namespaces those that begin with it
   * @param mapped whether its ids are mapped by the runtime
   * @param joins whether it comes into a user namespace that is there, of which it is to be root
   * @param naming steps as soon as it has its namespaces
   * @param furnishing steps once it is in its cgroups and has its ids, before the hooks
   * @param hooks whether the runtime has hooks to run then
   * @param createContainer hooks that it runs itself, in its own namespaces
   * @param entering steps after them
   * @param preparing steps before it waits
   * @param startContainer hooks once it is started
   * @param confining steps that the processes of those do first
   * @param finishing steps after them, from the state
   * @param process its program and environment
   * @param mask the signals that it blocks in the end
   */
  public record Script(
      String bundle,
      long namespaces,
      boolean mapped,
      boolean joins,
      List<Step> naming,
      List<Step> furnishing,
      boolean hooks,
      List<Hook> createContainer,
      List<Step> entering,
      List<Step> preparing,
      List<Hook> startContainer,
      List<Step> confining,
      Function<String, List<Step>> finishing,
      Process process,
      long mask) {}

  private final Kernel kernel;
  private final Script script;
  private final Entrance cgroups;
  private final Channel runtime;
  private final int server;
  private final Launcher launcher;

  /** The path of its program. */
  private String program = "";

  /**
   * A process.
   *
   * @param cgroups which it has to enter
   * @param runtime which tells it the container's state to begin with
   * @param server the socket on which it is told to start
   */
  Birth(Kernel kernel, Script script, Entrance cgroups, Channel runtime, int server) {
    this.kernel = kernel;
    this.cgroups = cgroups;
    this.script = script;
    this.runtime = runtime;
    this.server = server;
    this.launcher = new Launcher(kernel);
  }

  /** Does not return where all goes well; else returns the exit code. */
  int run() {
    try {
      String state = make();
      kernel.prctl(Flags.PR_SET_PDEATHSIG, 0, 0, 0, 0);
      runtime.send(READY);
      runtime.close();
      return start(state);
    } catch (StepFailedException | RefusedException | ErrnoException e) {
      runtime.send(FAILED + Refusal.told(e));
      return ExitCode.FAILURE;
    }
  }

  private String make() {
    kernel.prctl(Flags.PR_SET_PDEATHSIG, Flags.SIGKILL, 0, 0, 0);
    makeNamespaces();
    launcher.perform(script.naming);
    hearCgroups();
    String state = hear();
    cgroups.enter();
    cgroups.close();
    if (script.mapped) {
      ask(MAP);
      becomeRoot();
    } else if (script.joins && kernel.geteuid() != 0) {
      becomeRoot();
    }
    kernel.umask(0);
    kernel.setsid();
    if ((script.namespaces & Flags.CLONE_NEWCGROUP) != 0) {
      kernel.unshare(Flags.CLONE_NEWCGROUP);
    }
    launcher.perform(script.furnishing);
    if (script.hooks) {
      ask(HOOKS);
    }
    if (!script.createContainer.isEmpty()) {
      // The container's root is not entered yet, and this process is in that of the image.
      new Hooks(kernel, "createContainer", script.bundle, List.of())
          .run(script.createContainer, inside(state));
    }
    launcher.perform(script.entering);
    kernel.umask(022);
    launcher.perform(script.preparing);
    if (!script.process.args().isEmpty()) {
      program = Programs.find(kernel, script.process);
    }
    return state;
  }

  private void makeNamespaces() {
    if ((script.namespaces & MEANWHILE) != 0) {
      try {
        kernel.unshare((int) (script.namespaces & MEANWHILE));
      } catch (ErrnoException e) {
        throw Beginning.noNamespaces(e);
      }
    }
  }

  /**
   * Whoever has the right to open their files has sent them: their directories, each with an end.
   */
  private void hearCgroups() {
    int[] fds = new int[Channel.MAX_FDS];
    String directories = hear(fds);
    int at = 0;
    for (int i = 0; at < directories.length(); i++) {
      int end = directories.indexOf('\0', at);
      cgroups.add(directories.substring(at, end), fds[i]);
      at = end + 1;
    }
  }

  /** Of its user namespace. */
  private void becomeRoot() {
    kernel.setresgid(0, 0, 0);
    kernel.setresuid(0, 0, 0);
    // Which has made the kernel forget it.
    kernel.prctl(Flags.PR_SET_PDEATHSIG, Flags.SIGKILL, 0, 0, 0);
  }

  /** The state for hooks in the container's namespaces, where this process has another number. */
  private String inside(String state) {
    JsonWriter out = new JsonWriter().beginObject();
    for (Map.Entry<String, JsonObject.Member> member :
        JsonReader.read(state).asObject().members().entrySet()) {
      out.key(member.getKey());
      if (member.getKey().equals("pid")) {
        out.value(kernel.getpid());
      } else {
        out.value(member.getValue().value());
      }
    }
    return out.endObject().toString();
  }

  /** Says where it is and waits for the answer. */
  private void ask(String where) {
    runtime.send(where);
    hear();
  }

  /** What the runtime says; one that has died says nothing. */
  private String hear() {
    return hear(NONE);
  }

  private String hear(int[] fds) {
    String answer = runtime.receive(fds);
    if (answer == null) {
      kernel.exit_group(ExitCode.FAILURE);
      throw new IllegalStateException("a process that has exited goes on");
    }
    return answer;
  }

  private int start(String state) {
    int starter = awaitStart();
    try {
      if (!script.startContainer.isEmpty()) {
        new Hooks(kernel, "startContainer", "/", script.confining)
            .run(script.startContainer, inside(state));
      }
      Joiner.hearSignals(kernel, script.mask);
      launcher.perform(script.finishing.apply(state));
      return execute(starter);
    } catch (StepFailedException | RefusedException | ErrnoException e) {
      tell(starter, Refusal.told(e));
      return ExitCode.FAILURE;
    }
  }

  /** Returns the connection to who starts it. One that says nothing only looked. */
  private int awaitStart() {
    byte[] word = new byte[16];
    while (true) {
      int starter = kernel.accept4(server, Flags.SOCK_CLOEXEC);
      int got = 0;
      try {
        got = kernel.recvmsg(starter, word, NONE, 0);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.ECONNRESET) {
          throw e;
        }
      }
      if (got > 0) {
        kernel.close(server);
        return starter;
      }
      kernel.close(starter);
    }
  }

  private int execute(int starter) {
    List<String> words = script.process.args();
    if (words.isEmpty()) {
      throw new RefusedException("config.json has no process.args: there is nothing to start");
    }
    int errno = Joiner.execute(kernel, program, script.process);
    RefusedException refusal = Programs.refusal(words.get(0), errno);
    tell(starter, Refusal.told(refusal));
    return refusal.exitCode();
  }

  private void tell(int starter, String failure) {
    try {
      kernel.sendmsg(starter, OsString.encode(failure), NONE, Flags.MSG_NOSIGNAL);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPIPE && e.errno() != Errno.ECONNRESET) {
        throw e;
      }
    }
  }
}
