package dev.limpet.linux;

import dev.limpet.linux.raw.Nr;
import dev.limpet.linux.raw.Raw;

/** System calls on processes and signals. */
abstract class ProcessCalls extends MountCalls {
  /** See linux/keyctl.h. */
  private static final int KEYCTL_JOIN_SESSION_KEYRING = 1;

  /** The clone flags that need an address or a second thread. */
  private static final long UNSUPPORTED_CLONE =
      Flags.CLONE_VM
          | Flags.CLONE_SIGHAND
          | Flags.CLONE_THREAD
          | Flags.CLONE_PIDFD
          | Flags.CLONE_SETTLS
          | Flags.CLONE_PARENT_SETTID
          | Flags.CLONE_CHILD_CLEARTID
          | Flags.CLONE_CHILD_SETTID;

  /** The lowest byte of what clone(2) takes as its flags. */
  private static final long EXIT_SIGNAL = 0xff;

  /** See linux/sched.h; it has no room in the flags of clone(2). */
  private static final long CLONE_INTO_CGROUP = 0x200000000L;

  /** {@code struct clone_args} as of Linux 5.7, and where its exit_signal and its cgroup are. */
  private static final int CLONE_ARGS_SIZE = 88;

  private static final int CLONE_ARGS_EXIT_SIGNAL = 32;
  private static final int CLONE_ARGS_CGROUP = 80;

  /** {@code struct rusage}: two timevals of 16 bytes and 14 longs, the first the peak in KiB. */
  private static final int RUSAGE_SIZE = 144;

  private static final long MICROS = 1_000_000;

  /** The bytes of the kernel's sigset_t. */
  private static final int SIGSET_SIZE = 8;

  /** {@code struct sigaction} of the kernel: handler, flags, restorer, mask, 8 bytes each. */
  private static final int SIGACTION_SIZE = 32;

  /** {@code siginfo_t}, and where its si_code is. */
  private static final int SIGINFO_SIZE = 128;

  private static final int SI_CODE = 8;

  private static final long NANOS = 1_000_000_000L;

  @Override
  public int clone(long flags) {
    long result = (flags & UNSUPPORTED_CLONE) != 0 ? -Errno.EINVAL : Raw.clone(flags);
    return checked("clone", "", result);
  }

  @Override
  public int clone(long flags, int cgroup) {
    scratch.begin();
    long arguments = scratch.zeroed(CLONE_ARGS_SIZE);
    Raw.pokeLong(arguments, (flags & ~EXIT_SIGNAL) | CLONE_INTO_CGROUP);
    Raw.pokeLong(arguments + CLONE_ARGS_EXIT_SIGNAL, flags & EXIT_SIGNAL);
    Raw.pokeLong(arguments + CLONE_ARGS_CGROUP, cgroup);
    long result =
        (flags & UNSUPPORTED_CLONE) != 0 ? -Errno.EINVAL : Raw.clone3(arguments, CLONE_ARGS_SIZE);
    return checked("clone3", cgroup, result);
  }

  @Override
  public int clone(
      long flags, long guestFlags, long impatience, long deadline, int[] pidfd, Runnable child) {
    long result =
        ((flags | guestFlags) & UNSUPPORTED_CLONE) != 0
            ? -Errno.EINVAL
            : Raw.cloneHeld(
                flags, guestFlags, impatience, deadline, pidfd, () -> runAndExit(child));
    return checked("clone", "", result);
  }

  /** Nothing may leave this frame: above it are the parent's. */
  private void runAndExit(Runnable child) {
    try {
      child.run();
    } catch (Throwable t) {
      new Stdio(this).failure("the guest could not be started: " + t);
    }
    exit_group(ExitCode.FAILURE);
  }

  @Override
  public void unshare(int flags) {
    checked("unshare", "", plain(Nr.unshare(), flags, 0, 0));
  }

  @Override
  public void setns(int fd, int nsType) {
    checked("setns", fd, plain(Nr.setns(), fd, nsType, 0));
  }

  @Override
  public int execve(String path, String[] argv, String[] envp) {
    // Arguments and environment together may have megabytes; where the call fails they are given
    // back.
    long need = CString.bound(path) + 7 + Scratch.bound(argv) + Scratch.bound(envp);
    Scratch area = need <= Scratch.SIZE ? scratch : new Scratch(need);
    area.begin();
    long name = area.string(path);
    long arguments = area.strings(argv);
    long environment = area.strings(envp);
    long result =
        area.failure() != 0
            ? area.failure()
            : Raw.syscall(Nr.execve(), name, arguments, environment, 0, 0, 0);
    if (area != scratch) {
      area.release();
    }
    return (int) -result;
  }

  @Override
  public int wait4(int pid, int[] status, int options) {
    scratch.begin();
    return wait4(pid, status, options, 0);
  }

  @Override
  public int wait4(int pid, int[] status, int options, long[] usage) {
    scratch.begin();
    long rusage = scratch.zeroed(RUSAGE_SIZE);
    int ended = wait4(pid, status, options, rusage);
    usage[0] = Raw.peekLong(rusage) * MICROS + Raw.peekLong(rusage + 8);
    usage[1] = Raw.peekLong(rusage + 16) * MICROS + Raw.peekLong(rusage + 24);
    usage[2] = Raw.peekLong(rusage + 32);
    return ended;
  }

  private int wait4(int pid, int[] status, int options, long rusage) {
    long word = scratch.zeroed(4);
    long result = call(Nr.wait4(), pid, word, options, rusage);
    if (result < 0) {
      throw failure("wait4", Subject.process(pid), result);
    }
    status[0] = Raw.peekInt(word);
    return (int) result;
  }

  @Override
  public void kill(int pid, int signal) {
    long result = plain(Nr.kill(), pid, signal, 0);
    if (result < 0) {
      throw failure("kill", Subject.signal(signal, pid), result);
    }
  }

  @Override
  public int pidfd_open(int pid, int flags) {
    long result = plain(Nr.pidfd_open(), pid, flags, 0);
    if (result < 0) {
      throw failure("pidfd_open", Subject.process(pid), result);
    }
    return (int) result;
  }

  @Override
  public void pidfd_send_signal(int pidfd, int signal, int flags) {
    long result = Raw.syscall(Nr.pidfd_send_signal(), pidfd, signal, 0, flags, 0, 0);
    if (result < 0) {
      throw failure("pidfd_send_signal", Signals.name(signal), result);
    }
  }

  @Override
  public void exit_group(int code) {
    plain(Nr.exit_group(), code, 0, 0);
    // A filter does not let this process end: then it is a fault that ends it.
    Raw.pokeLong(0, code);
  }

  @Override
  public int getpid() {
    return (int) plain(Nr.getpid(), 0, 0, 0);
  }

  @Override
  public int getppid() {
    return (int) plain(Nr.getppid(), 0, 0, 0);
  }

  @Override
  public int getpgid(int pid) {
    long result = plain(Nr.getpgid(), pid, 0, 0);
    if (result < 0) {
      throw failure("getpgid", Subject.process(pid), result);
    }
    return (int) result;
  }

  @Override
  public int setsid() {
    return checked("setsid", "", plain(Nr.setsid(), 0, 0, 0));
  }

  @Override
  public int keyctl_JOIN_SESSION_KEYRING() {
    long result = plain(Nr.keyctl(), KEYCTL_JOIN_SESSION_KEYRING, 0, 0);
    return checked("keyctl", "KEYCTL_JOIN_SESSION_KEYRING", result);
  }

  @Override
  public long rt_sigprocmask(int how, long set) {
    scratch.begin();
    long mask = scratch.zeroed(SIGSET_SIZE);
    long old = scratch.zeroed(SIGSET_SIZE);
    if (old != 0) {
      Raw.pokeLong(mask, set);
    }
    checked("rt_sigprocmask", "", call(Nr.rt_sigprocmask(), how, mask, old, SIGSET_SIZE));
    return Raw.peekLong(old);
  }

  @Override
  public int rt_sigtimedwait(long set, long timeoutNanos) {
    return rt_sigtimedwait(set, timeoutNanos, new int[1]);
  }

  @Override
  public int rt_sigtimedwait(long set, long timeoutNanos, int[] code) {
    long deadline = timeoutNanos <= 0 ? 0 : clock_gettime(Flags.CLOCK_MONOTONIC) + timeoutNanos;
    long left = timeoutNanos;
    while (true) {
      scratch.begin();
      long mask = scratch.zeroed(SIGSET_SIZE);
      long info = scratch.zeroed(SIGINFO_SIZE);
      long timeout = timeoutNanos < 0 ? 0 : timespec(left);
      if (mask != 0) {
        Raw.pokeLong(mask, set);
      }
      long result = call(Nr.rt_sigtimedwait(), mask, info, timeout, SIGSET_SIZE);
      if (result == -Errno.EAGAIN) {
        return 0;
      }
      if (result != -Errno.EINTR) {
        code[0] = info == 0 ? 0 : Raw.peekInt(info + SI_CODE);
        return checked("rt_sigtimedwait", "", result);
      }
      if (timeoutNanos >= 0) {
        left = Math.max(0, deadline - clock_gettime(Flags.CLOCK_MONOTONIC));
      }
    }
  }

  @Override
  public int signalfd4(int fd, long set, int flags) {
    scratch.begin();
    long mask = scratch.zeroed(SIGSET_SIZE);
    if (mask != 0) {
      Raw.pokeLong(mask, set);
    }
    return checked("signalfd4", "", call(Nr.signalfd4(), fd, mask, SIGSET_SIZE, flags));
  }

  @Override
  public void rt_sigaction(int signal, int disposition) {
    scratch.begin();
    long action = scratch.zeroed(SIGACTION_SIZE);
    long result = -Errno.EINVAL;
    if (disposition == Flags.SIG_DFL || disposition == Flags.SIG_IGN) {
      if (action != 0) {
        Raw.pokeLong(action, disposition);
      }
      result = call(Nr.rt_sigaction(), signal, action, 0, SIGSET_SIZE);
    }
    if (result < 0) {
      throw failure("rt_sigaction", Signals.name(signal), result);
    }
  }

  /** A {@code struct timespec} of 64-bit seconds and nanoseconds. */
  final long timespec(long nanos) {
    long at = scratch.zeroed(16);
    if (at != 0) {
      Raw.pokeLong(at, nanos / NANOS);
      Raw.pokeLong(at + 8, nanos % NANOS);
    }
    return at;
  }
}
