package dev.limpet.oci;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.runtimespec.State;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a container: {@code state}, {@code config.json} as it was at its creation,
 * {@code waiting}, and {@code start}.
 *
 * <p>{@code state} has a line for each that its creator has told, with what has changed, and whole
 * lines count: so nobody sees half of one, not even where the creator was killed.
 *
 * <p>{@code waiting} is locked by the container's first process from its making until it executes
 * the program: whether a container has been started is known to the kernel, whatever becomes of
 * those who start it. {@code start} is the socket on which that process waits.
 */
final class Container implements AutoCloseable {
  private static final String STATE = "state";
  private static final String CONFIG = "config.json";
  private static final String WAITING = "waiting";
  static final String START = "start";

  private final Kernel kernel;
  private final Fd home;
  private final String id;
  private final Fd directory;

  /** The state, to be written on; null until that is begun. */
  private @Nullable Fd written;

  /** What is in there already. */
  private @Nullable ContainerState told;

  Container(Kernel kernel, Fd home, String id, Fd directory) {
    this.kernel = kernel;
    this.home = home;
    this.id = id;
    this.directory = directory;
  }

  String id() {
    return id;
  }

  /** A path of the socket that is short enough to be one. */
  String startPath() {
    return "/proc/self/fd/" + directory.number() + "/" + START;
  }

  /** Keeps the text of its config.json. */
  void keepConfig(String text) {
    keep(() -> Files.make(kernel, directory.number(), CONFIG, text));
  }

  private void keep(Runnable write) {
    try {
      write.run();
    } catch (ErrnoException e) {
      throw new FailedException(
          "what is known of the container "
              + id
              + " cannot be written down: "
              + Errno.name(e.errno())
              + ": is there room in the directory that --root names?");
    }
  }

  /** The config.json that it was created from. */
  Spec config() {
    return Bundle.parse(Files.read(kernel, directory.number(), CONFIG), id + "/" + CONFIG);
  }

  /** Keeps what has become of it; for its creator alone. */
  void write(ContainerState state) {
    Fd file = written;
    if (file == null) {
      int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_APPEND | Flags.O_CLOEXEC;
      file = new Fd(kernel, kernel.openat(directory.number(), STATE, flags, 0600));
      written = file;
    }
    ContainerState before = told;
    byte[] line = OsString.encode(before == null ? state.line() : state.lineAfter(before));
    Fd open = file;
    keep(() -> open.write(line));
    told = state;
  }

  /** Lets others make theirs: what this one is going to have can be seen by now. */
  void release() {
    kernel.flock(home.number(), Flags.LOCK_UN);
  }

  /** Returns once nobody is in the middle of claiming one: who has not told of it never will. */
  void awaitClaims() {
    kernel.flock(home.number(), Flags.LOCK_SH);
    release();
  }

  /** Whether nobody has deleted it. */
  boolean isThere() {
    return Files.isThere(kernel, directory.number(), STATE);
  }

  /** What is kept of it; null where its creator has not come that far. */
  @Nullable ContainerState stateIfThere() {
    String text = Files.readIfThere(kernel, directory.number(), STATE);
    try {
      return text == null ? null : ContainerState.read(text);
    } catch (JsonException e) {
      throw new FailedException(
          "the state of the container " + id + " is damaged: " + e.in(STATE) + ": delete --force");
    }
  }

  /** The same of one that its creator has begun. */
  ContainerState state() {
    ContainerState state = stateIfThere();
    if (state == null) {
      throw new FailedException("the container " + id + " was not created to its end: delete it");
    }
    return state;
  }

  /** The file whose lock says that the first process waits; it has to be locked. */
  Fd waiting() {
    int flags = Flags.O_RDONLY | Flags.O_CREAT | Flags.O_CLOEXEC;
    return new Fd(kernel, kernel.openat(directory.number(), WAITING, flags, 0600));
  }

  private boolean waits() {
    int flags = Flags.O_RDONLY | Flags.O_CLOEXEC;
    try (Fd file = new Fd(kernel, kernel.openat(directory.number(), WAITING, flags, 0))) {
      kernel.flock(file.number(), Flags.LOCK_SH | Flags.LOCK_NB);
      return false;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      if (e.errno() == Errno.EAGAIN) {
        return true;
      }
      throw e;
    }
  }

  /** What has become of it. */
  Status status(@Nullable ContainerState state) {
    if (state == null || !state.created()) {
      ProcessId creator = state == null ? null : state.creator();
      return creator == null || isAlive(creator) ? Status.CREATING : Status.STOPPED;
    }
    ProcessId init = state.init();
    if (init == null || !isAlive(init)) {
      return Status.STOPPED;
    }
    if (waits()) {
      return Status.CREATED;
    }
    return new Cgroups(kernel).isFrozen(state.cgroups()) ? Status.PAUSED : Status.RUNNING;
  }

  /** Whether the process is there, and is not only waited for. */
  boolean isAlive(ProcessId process) {
    Fd pidfd = process.open(kernel);
    if (pidfd == null) {
      return false;
    }
    int[] events = new int[1];
    boolean ended =
        kernel.ppoll(new int[] {pidfd.number()}, new int[] {Flags.POLLIN}, events, 0) > 0;
    pidfd.close();
    return !ended;
  }

  /** The state as the specification wants it, for hooks and for who asks. */
  String report(ContainerState state, Status status) {
    ProcessId init = state.init();
    int pid = init == null || status == Status.STOPPED ? 0 : init.pid();
    JsonWriter out = new JsonWriter().beginObject();
    new State(state.ociVersion(), id, status.word(), pid, state.bundle(), state.annotations())
        .writeMembers(out);
    out.member("rootfs", state.rootfs()).member("created", state.since());
    out.member("owner", Integer.toUnsignedString(state.owner()));
    return out.endObject().toString();
  }

  /** Removes all that is kept of it; what somebody else removes meanwhile is no failure. */
  void remove() {
    // The state goes last but one: who is killed here leaves what can be deleted again.
    for (String entry : List.of(CONFIG, START, WAITING, STATE)) {
      absent(() -> kernel.unlinkat(directory.number(), entry, 0));
    }
    absent(() -> kernel.unlinkat(home.number(), id, Flags.AT_REMOVEDIR));
  }

  private static void absent(Runnable unlink) {
    try {
      unlink.run();
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    Fd file = written;
    if (file != null) {
      file.close();
    }
    directory.close();
    home.close();
  }
}
