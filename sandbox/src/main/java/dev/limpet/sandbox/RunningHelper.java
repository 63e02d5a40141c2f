package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.WaitStatus;

/** A helper that was started. */
final class RunningHelper {
  private static final int OUTPUT = 1;
  private static final int ERRORS = 2;

  private final Kernel kernel;
  private final Helper helper;
  private final int pid;
  private final int messages;
  private int readiness;
  private boolean ready;
  private boolean silent;
  private String said = "";

  private RunningHelper(Kernel kernel, Helper helper, int pid, int messages, int readiness) {
    this.kernel = kernel;
    this.helper = helper;
    this.pid = pid;
    this.messages = messages;
    this.readiness = readiness;
  }

  /** Starts {@code helper} for the process {@code target}. */
  static RunningHelper start(Kernel kernel, Helper helper, String target) {
    int[] messages = new int[2];
    int[] readiness = new int[2];
    kernel.pipe2(messages, Flags.O_CLOEXEC);
    kernel.pipe2(readiness, Flags.O_CLOEXEC);
    int host = kernel.getpid();
    int pid = kernel.clone(Flags.SIGCHLD);
    if (pid == 0) {
      become(kernel, helper, target, host, messages[1], readiness[1]);
    }
    kernel.close(messages[1]);
    kernel.close(readiness[1]);
    return new RunningHelper(kernel, helper, pid, messages[0], readiness[0]);
  }

  private static void become(
      Kernel kernel, Helper helper, String target, int host, int messages, int readiness) {
    // Where the host of the helpers is killed, its helpers are, too.
    kernel.prctl(Flags.PR_SET_PDEATHSIG, Flags.SIGKILL, 0, 0, 0);
    // A service's caller ignores it, and pasta does not start where somebody does.
    kernel.rt_sigaction(Flags.SIGPIPE, Flags.SIG_DFL);
    if (kernel.getppid() == host) {
      kernel.dup3(messages, OUTPUT, 0);
      kernel.dup3(messages, ERRORS, 0);
      if (helper.stays()) {
        kernel.dup3(readiness, helper.ready(), 0);
      }
      int errno = kernel.execve(helper.path(), helper.argsFor(target), new String[0]);
      byte[] why = OsString.encode("it cannot be executed: " + Errno.name(errno));
      kernel.write(ERRORS, why, 0, why.length);
    }
    kernel.exit_group(ExitCode.FAILURE);
  }

  Helper helper() {
    return helper;
  }

  /** What to wait for: its messages. */
  int messages() {
    return messages;
  }

  /** What to wait for: that it is ready; negative once that is settled. */
  int readiness() {
    return readiness;
  }

  boolean isReady() {
    return ready;
  }

  /** Whether it is known how its start went. */
  boolean isSettled() {
    return ready || (silent && (readiness < 0 || !helper.stays()));
  }

  /** Whether it has ended, or at least says nothing any more. */
  boolean isSilent() {
    return silent;
  }

  /** What it has said on standard error, in one line. */
  String said() {
    StringBuilder line = new StringBuilder();
    int start = 0;
    while (start < said.length()) {
      int end = said.indexOf('\n', start);
      end = end < 0 ? said.length() : end;
      String part = said.substring(start, end).strip();
      line.append(line.isEmpty() || part.isEmpty() ? "" : "; ").append(part);
      start = end + 1;
    }
    return line.toString();
  }

  /** Takes what it says; of that the beginning is kept. */
  void listen(byte[] buffer) {
    int length = kernel.read(messages, buffer, 0, buffer.length);
    silent = length == 0;
    if (said.length() < buffer.length) {
      said += OsString.decode(buffer, 0, length);
    }
  }

  /** Something has come, or will never come. */
  void noteReadiness(byte[] buffer) {
    ready = helper.stays() && kernel.read(readiness, buffer, 0, buffer.length) > 0;
    kernel.close(readiness);
    readiness = -1;
  }

  /** Waits for its end. */
  WaitStatus reap() {
    int[] status = new int[1];
    kernel.wait4(pid, status, 0);
    kernel.close(messages);
    if (readiness >= 0) {
      kernel.close(readiness);
      readiness = -1;
    }
    return new WaitStatus(status[0]);
  }

  void kill() {
    try {
      kernel.kill(pid, Flags.SIGKILL);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPERM) {
        throw e;
      }
      // A setuid program, such as newuidmap: it ends by itself.
    }
    reap();
  }
}
