package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Stdio;
import dev.limpet.linux.WaitStatus;

/**
 * How a process comes into a box that runs.
 *
 * <p>Between launcher and guest stands a holder here, too. It is a copy of the launcher, joins the
 * box's namespaces, and makes the guest there. It has not moved to the box's pid namespace itself,
 * so that nobody in there can see it. Neither it nor the guest, before that is executed, can be
 * traced or looked into by processes of the box, although they belong to the same user: the
 * launcher's memory is made undumpable, and that is theirs.
 */
final class Joining {
  private static final int LIMIT = 64;

  /** Behind the standard descriptors. */
  private static final int FIRST_OWN = 3;

  private final Kernel kernel;
  private final int box;
  private final int namespaces;

  /**
   * @param box a descriptor of a process in the box
   * @param namespaces CLONE_NEW*: those of it to join
   */
  Joining(Kernel kernel, int box, int namespaces) {
    this.kernel = kernel;
    this.box = box;
    this.namespaces = namespaces;
  }

  /**
   * Makes holder and guest.
   *
   * @param guest what the guest's process does; it does not return
   */
  Supervisor.Box start(Runnable guest) {
    kernel.prctl(Flags.PR_SET_DUMPABLE, 0, 0, 0, 0);
    int[] told = new int[2];
    int[] heard = new int[2];
    kernel.pipe2(told, Flags.O_CLOEXEC);
    kernel.pipe2(heard, Flags.O_CLOEXEC);
    int launcher = kernel.getpid();
    int holder = kernel.clone(Flags.SIGCHLD);
    if (holder == 0) {
      kernel.close(told[0]);
      kernel.close(heard[1]);
      kernel.exit_group(hold(launcher, told[1], heard[0], guest));
    }
    kernel.close(told[1]);
    kernel.close(heard[0]);
    Fd numbers = new Fd(kernel, told[0]);
    String number = OsString.decode(numbers.readAll(LIMIT));
    numbers.close();
    // The holder waits for the guest only after it has heard, so that the number is still its own.
    int pidfd = number.isEmpty() ? -1 : kernel.pidfd_open(Integer.parseInt(number), 0);
    kernel.close(heard[1]);
    return new Supervisor.Box(holder, pidfd);
  }

  /** Returns the guest's exit code. */
  private int hold(int launcher, int tell, int hear, Runnable guest) {
    try {
      kernel.setns(box, namespaces);
      endWith(launcher);
      int pid = kernel.clone(Flags.SIGCHLD);
      if (pid == 0) {
        guest.run();
      }
      Fd told = new Fd(kernel, tell);
      told.write(OsString.encode(String.valueOf(pid)));
      told.close();
      new Fd(kernel, hear).readAll(0);
      // Of what the launcher has open nothing is to stay open because this process is there.
      kernel.close_range(FIRST_OWN, -1, 0);
      kernel.capset(0, 0, 0);
      int[] status = new int[1];
      kernel.wait4(pid, status, 0);
      return new WaitStatus(status[0]).exitCode();
    } catch (ErrnoException e) {
      String hint =
          e.errno() == Errno.EPERM
              ? ": a namespace that the box shares with who started it is not this one: run it where"
                  + " the box was started"
              : "";
      new Stdio(kernel).failure("join the box: " + e.getMessage() + hint);
      return ExitCode.FAILURE;
    }
  }

  /** The kernel kills this process when the launcher ends, which may have happened before. */
  private void endWith(int launcher) {
    kernel.prctl(Flags.PR_SET_PDEATHSIG, Flags.SIGKILL, 0, 0, 0);
    if (kernel.getppid() != launcher) {
      kernel.exit_group(ExitCode.FAILURE);
    }
  }
}
