package dev.limpet.sandbox.boxes;

import dev.limpet.formats.json.JsonException;
import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Fd;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.RefusedException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a box with a name: {@code state}, {@code lock}, and its log.
 *
 * <p>Who holds the box holds the lock, whatever becomes of it: what the state says of a box whose
 * lock is free is history. All changes are made by the holder of the lock.
 */
public final class NamedBox implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String STATE = "state";
  private static final String NEW_STATE = "state.new";

  /** More than the ending is long, see {@link BoxState}. */
  private static final int ROOM_FOR_ENDING = 128;

  /** Arguments and environment have 2 MiB at most, usually. */
  private static final int STATE_LIMIT = 16 << 20;

  /** How often to try to get a lock that somebody else may hold for a moment, and the pause. */
  private static final int TRIES = 20;

  private static final long PAUSE = 1_000_000;

  private final Kernel kernel;
  private final int home;
  private final String name;
  private final String path;
  private final Fd directory;
  private @Nullable Fd lock;

  NamedBox(Kernel kernel, int home, String name, String path, Fd directory) {
    this.kernel = kernel;
    this.home = home;
    this.name = name;
    this.path = path;
    this.directory = directory;
  }

  public String name() {
    return name;
  }

  /** The descriptor of the directory that this one is in. */
  int home() {
    return home;
  }

  /** The descriptor of the directory. */
  int directory() {
    return directory.number();
  }

  /** The descriptor that holds the lock. */
  int lockNumber() {
    Fd held = lock;
    if (held == null) {
      throw new IllegalStateException("the box is not held");
    }
    return held.number();
  }

  /**
   * Takes the lock; false where the box was removed meanwhile.
   *
   * @throws RefusedException where another process holds the box
   */
  boolean lock() {
    try {
      int flags = Flags.O_RDWR | Flags.O_CREAT | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
      Fd file = new Fd(kernel, kernel.openat(directory.number(), LOCK, flags, 0600));
      if (!tryLock(file.number(), Flags.LOCK_EX)) {
        file.close();
        throw new RefusedException("there is a box " + name + " already: it runs");
      }
      // What was locked may have lost its name while this process came to it.
      if (isAt(directory.number(), LOCK, file.number()) && isAt(home, name, directory.number())) {
        lock = file;
        return true;
      }
      file.close();
      return false;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  /** Others that only look whether it is held have it for a moment. */
  private boolean tryLock(int file, int kind) {
    for (int i = 0; i < TRIES; i++) {
      try {
        kernel.flock(file, kind | Flags.LOCK_NB);
        return true;
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EAGAIN) {
          throw e;
        }
      }
      if (kind == Flags.LOCK_SH) {
        return false;
      }
      kernel.ppoll(new int[0], new int[0], new int[0], PAUSE);
    }
    return false;
  }

  private boolean isAt(int at, String entry, int open) {
    FileStatus named = kernel.statx(at, entry, Flags.AT_SYMLINK_NOFOLLOW);
    FileStatus held = kernel.statx(open, "", Flags.AT_EMPTY_PATH);
    return named.inode() == held.inode() && named.device() == held.device();
  }

  /** Whether a process holds the box: without one nothing of it runs any more. */
  public boolean isHeld() {
    try {
      int flags = Flags.O_RDONLY | Flags.O_NOFOLLOW;
      Fd file = new Fd(kernel, kernel.openat(directory.number(), LOCK, flags | Flags.O_CLOEXEC, 0));
      boolean free = tryLock(file.number(), Flags.LOCK_SH);
      file.close();
      return !free;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  /** What has become of the box, as far as can be told from here. */
  public BoxStatus status() {
    // In this order: whoever holds the box writes its end before letting go.
    boolean held = isHeld();
    BoxState state = state();
    if (state == null) {
      return held ? BoxStatus.STARTING : BoxStatus.DEAD;
    }
    if (state.ending() != null) {
      return BoxStatus.EXITED;
    }
    return held ? BoxStatus.RUNNING : BoxStatus.DEAD;
  }

  /**
   * What the state says; null where there is none (yet, or any more).
   *
   * @throws RefusedException where it is not a state at all
   */
  public @Nullable BoxState state() {
    try {
      int flags = Flags.O_RDONLY | Flags.O_NOFOLLOW | Flags.O_NONBLOCK | Flags.O_CLOEXEC;
      Fd file = new Fd(kernel, kernel.openat(directory.number(), STATE, flags, 0));
      String text = OsString.decode(file.readAll(STATE_LIMIT));
      file.close();
      return BoxState.parse(text);
    } catch (JsonException e) {
      throw new RefusedException(unreadable(e.in(path + "/" + STATE)));
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw new RefusedException(unreadable(path + "/" + STATE + ": " + Errno.name(e.errno())));
    }
  }

  String unwritable(ErrnoException e) {
    return "the state of the box "
        + name
        + " cannot be written to "
        + path
        + ": "
        + Errno.name(e.errno());
  }

  private String unreadable(String what) {
    return "the state of the box " + name + " cannot be read: " + what + ": limpet rm -f " + name;
  }

  /**
   * Puts {@code state} in the place of the old one, at once. Of one that has an end still to come
   * room for that is taken, too.
   */
  void write(BoxState state) {
    String text = state.toJson();
    if (state.ending() == null) {
      text += " ".repeat(ROOM_FOR_ENDING) + "\n";
    }
    write(text);
  }

  /**
   * The same for the end of the box, which has to be written down whatever else there is no room
   * for: if need be over the old state, which has kept room.
   */
  void writeEnd(BoxState state) {
    try {
      write(state);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOSPC && e.errno() != Errno.EDQUOT) {
        throw e;
      }
      int flags = Flags.O_WRONLY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
      Fd file = new Fd(kernel, kernel.openat(directory.number(), STATE, flags, 0));
      byte[] text = OsString.encode(state.toJson());
      long old = kernel.statx(file.number(), "", Flags.AT_EMPTY_PATH).size();
      byte[] padded = Arrays.copyOf(text, (int) Math.max(old, text.length));
      Arrays.fill(padded, text.length, padded.length, (byte) ' ');
      file.write(padded);
      file.close();
      kernel.unlinkat(directory.number(), NEW_STATE, 0);
    }
  }

  private void write(String text) {
    int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_TRUNC | Flags.O_NOFOLLOW;
    int at = directory.number();
    Fd file = new Fd(kernel, kernel.openat(at, NEW_STATE, flags | Flags.O_CLOEXEC, 0600));
    file.write(OsString.encode(text));
    file.close();
    kernel.renameat(at, NEW_STATE, at, STATE);
  }

  /**
   * Clears away what a process has left that did not live to do it itself.
   *
   * @throws RefusedException where what is there is the record of a box that has ended
   */
  void beginAnew() {
    BoxState old = state();
    if (old != null && old.ending() != null) {
      throw new RefusedException(
          "there is a box " + name + " already: it has ended; limpet rm " + name + " removes it");
    }
    clear();
  }

  private void clear() {
    Fd again = new Fd(kernel, kernel.openat(home, name, BoxLog.DIRECTORY, 0));
    for (String entry : DirectoryEntries.names(kernel, again.number())) {
      if (!entry.equals(LOCK)) {
        kernel.unlinkat(directory.number(), entry, 0);
      }
    }
    again.close();
  }

  /** Removes all of it. The lock is held. */
  void remove() {
    clear();
    kernel.unlinkat(directory.number(), LOCK, 0);
    try {
      kernel.unlinkat(home, name, Flags.AT_REMOVEDIR);
    } catch (ErrnoException e) {
      // A new box of this name may have begun already.
      if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** Tells its exit code to those who {@link #watchEnd}, whether or not it has been removed. */
  void farewell(int exitCode) {
    Fd lock = new Fd(kernel, lockNumber());
    byte[] code = OsString.encode(String.valueOf(exitCode));
    try {
      lock.write(code);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOSPC && e.errno() != Errno.EDQUOT) {
        throw e;
      }
      // What goes with the box gives way.
      clear();
      lock.write(code);
    }
  }

  /** The lock's file, in which the exit code of a box stands that leaves nothing else. */
  public Fd watchEnd() {
    int flags = Flags.O_RDONLY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    return new Fd(kernel, kernel.openat(directory.number(), LOCK, flags, 0));
  }

  /**
   * Waits until the box has ended; returns its exit code, that of SIGKILL where it was killed with
   * its supervisor.
   */
  public int awaitEnd() {
    Fd farewell = watchEnd();
    BoxState state = state();
    if (state == null) {
      throw new RefusedException("the box " + name + " has not been started");
    }
    Fd supervisor = state.supervisor().open(kernel);
    if (supervisor != null) {
      int[] fds = {supervisor.number()};
      kernel.ppoll(fds, new int[] {Flags.POLLIN}, new int[1], -1);
      supervisor.close();
    }
    BoxState last = state();
    String code = OsString.decode(farewell.readAll(16));
    farewell.close();
    if (last != null && last.ending() != null) {
      return last.ending().exitCode();
    }
    return code.isEmpty() ? ExitCode.ofSignal(Flags.SIGKILL) : Integer.parseInt(code);
  }

  /** Kills the box with its supervisor, and removes it. */
  public void removeForcibly() {
    BoxState state = isHeld() ? readable() : null;
    Fd supervisor = state == null ? null : state.supervisor().open(kernel);
    if (supervisor != null) {
      kernel.pidfd_send_signal(supervisor.number(), Flags.SIGKILL, 0);
      supervisor.close();
    }
    // The lock is free once its holder has gone, too.
    for (int i = 0; i < TRIES && supervisor != null && isHeld(); i++) {
      kernel.ppoll(new int[0], new int[0], new int[0], PAUSE << Math.min(i, 8));
    }
    removeEnded();
  }

  private @Nullable BoxState readable() {
    try {
      return state();
    } catch (RefusedException e) {
      return null;
    }
  }

  /**
   * Removes a box that nobody holds; does nothing where it is gone.
   *
   * @throws RefusedException where it runs
   */
  public void removeEnded() {
    if (lock()) {
      remove();
    }
  }

  @Override
  public void close() {
    Fd held = lock;
    if (held != null) {
      held.close();
      lock = null;
    }
    directory.close();
  }
}
