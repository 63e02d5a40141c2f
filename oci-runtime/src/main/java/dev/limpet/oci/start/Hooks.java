package dev.limpet.oci.start;

import dev.limpet.formats.oci.Hook;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Stdio;
import dev.limpet.linux.WaitStatus;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs programs that are to know of a container. Each gets the container's state on its standard
 * input, as the specification wants it; what it says on standard error is told where it fails.
 */
public final class Hooks {
  private static final int SAID_LIMIT = 4096;
  private static final long SECOND = 1_000_000_000L;

  private final Kernel kernel;
  private final String kind;
  private final String directory;
  private final List<Step> before;

  /**
   * Hooks of one kind.
   *
   * @param kind such as {@code poststop}
   * @param directory where they begin, the bundle's, or the root where there is none: never among
   *     files of the container, which a hook might take for its own
   * @param before what the process of each does first
   */
  public Hooks(Kernel kernel, String kind, String directory, List<Step> before) {
    this.kernel = kernel;
    this.kind = kind;
    this.directory = directory;
    this.before = before;
  }

  /**
   * Runs them one after the other.
   *
   * @param state what they get to read
   * @throws RefusedException for the first that fails
   */
  public void run(List<Hook> hooks, String state) {
    for (int i = 0; i < hooks.size(); i++) {
      String failure = run(hooks.get(i), state);
      if (!failure.isEmpty()) {
        throw new RefusedException(failed(i, hooks.get(i), failure));
      }
    }
  }

  /** Runs them all; returns what went wrong. */
  public List<String> runAll(List<Hook> hooks, String state) {
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < hooks.size(); i++) {
      String failure = run(hooks.get(i), state);
      if (!failure.isEmpty()) {
        failures.add(failed(i, hooks.get(i), failure));
      }
    }
    return failures;
  }

  private String failed(int index, Hook hook, String failure) {
    return kind + " hook #" + index + ", " + hook.path() + ": " + failure;
  }

  private String run(Hook hook, String state) {
    int[] in = new int[2];
    int[] err = new int[2];
    kernel.pipe2(in, Flags.O_CLOEXEC);
    kernel.pipe2(err, Flags.O_CLOEXEC);
    int pid = kernel.clone(Flags.SIGCHLD);
    if (pid == 0) {
      kernel.exit_group(become(hook, in, err));
    }
    kernel.close(in[0]);
    kernel.close(err[1]);
    try (Fd said = new Fd(kernel, err[0]);
        Fd process = new Fd(kernel, kernel.pidfd_open(pid, 0));
        Fd told = new Fd(kernel, in[1])) {
      return new Following(pid, process, said, told, state, hook.timeout()).end();
    }
  }

  /** The hook's process; returns its exit code where it does not become the hook. */
  private int become(Hook hook, int[] in, int[] err) {
    kernel.dup3(in[0], 0, 0);
    int nowhere = kernel.openat(Flags.AT_FDCWD, "/dev/null", Flags.O_WRONLY, 0);
    kernel.dup3(nowhere, 1, 0);
    kernel.dup3(err[1], 2, 0);
    kernel.close_range(3, -1, Flags.CLOSE_RANGE_CLOEXEC);
    kernel.rt_sigaction(Flags.SIGPIPE, Flags.SIG_DFL);
    goToDirectory();
    new Launcher(kernel).perform(before);
    List<String> args = hook.args().isEmpty() ? List.of(hook.path()) : hook.args();
    int errno =
        kernel.execve(hook.path(), args.toArray(new String[0]), hook.env().toArray(new String[0]));
    new Stdio(kernel).err("it cannot be executed: " + Errno.name(errno));
    return ExitCode.ofExecve(errno);
  }

  private void goToDirectory() {
    try {
      kernel.chdir(directory);
    } catch (ErrnoException e) {
      // The bundle is gone, or not for the container's root user to enter.
      kernel.chdir("/");
    }
  }

  /** One that runs. */
  private final class Following {
    private final int pid;
    private final Fd process;
    private final Fd said;
    private final Fd told;
    private final byte[] state;
    private final long deadline;
    private final StringBuilder text = new StringBuilder();
    private int written;
    private boolean ended;
    private boolean saidAll;

    Following(int pid, Fd process, Fd said, Fd told, String state, int timeout) {
      this.pid = pid;
      this.process = process;
      this.said = said;
      this.told = told;
      this.state = OsString.encode(state);
      this.deadline =
          timeout <= 0 ? 0 : kernel.clock_gettime(Flags.CLOCK_MONOTONIC) + timeout * SECOND;
    }

    /** Stays with it until it ends; returns what went wrong, or nothing. */
    String end() {
      // One that does not read is none that fails.
      kernel.rt_sigaction(Flags.SIGPIPE, Flags.SIG_IGN);
      kernel.fcntl(told.number(), Flags.F_SETFL, Flags.O_NONBLOCK);
      boolean writes = true;
      while (!ended) {
        int[] fds = {process.number(), saidAll ? -1 : said.number(), writes ? told.number() : -1};
        int[] events = {Flags.POLLIN, Flags.POLLIN, Flags.POLLOUT};
        int[] ready = new int[3];
        if (kernel.ppoll(fds, events, ready, left()) == 0) {
          kernel.kill(pid, Flags.SIGKILL);
          kernel.wait4(pid, new int[1], 0);
          return "its time is over";
        }
        if (ready[2] != 0) {
          writes = write();
          if (!writes) {
            told.close();
          }
        }
        if (ready[1] != 0) {
          hear();
        }
        ended = ready[0] != 0;
      }
      int[] status = new int[1];
      kernel.wait4(pid, status, 0);
      WaitStatus how = new WaitStatus(status[0]);
      if (how.isExited() && how.exitCode() == 0) {
        return "";
      }
      // What it has left in the pipe; its own children may hold that open for ever.
      kernel.fcntl(said.number(), Flags.F_SETFL, Flags.O_NONBLOCK);
      while (!saidAll) {
        hear();
      }
      String what = text.toString().strip();
      return "exit code " + how.exitCode() + (what.isEmpty() ? "" : ": " + what);
    }

    private long left() {
      return deadline == 0
          ? -1
          : Math.max(0, deadline - kernel.clock_gettime(Flags.CLOCK_MONOTONIC));
    }

    /** Whether there is more to write. */
    private boolean write() {
      try {
        written += kernel.write(told.number(), state, written, state.length - written);
        return written < state.length;
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EPIPE) {
          return false;
        }
        if (e.errno() == Errno.EAGAIN) {
          return true;
        }
        throw e;
      }
    }

    private void hear() {
      byte[] bytes = new byte[SAID_LIMIT];
      try {
        int got = kernel.read(said.number(), bytes, 0, bytes.length);
        saidAll = got == 0;
        if (text.length() < SAID_LIMIT) {
          text.append(OsString.decode(bytes, 0, got));
        }
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EAGAIN) {
          throw e;
        }
        saidAll = ended;
      }
    }
  }
}
