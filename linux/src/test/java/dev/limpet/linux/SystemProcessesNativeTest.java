package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemProcessesNativeTest extends ProcessesContract {
  @Override
  Kernel kernel() {
    return new SystemKernel();
  }

  @Override
  int childThatExits(int code) {
    return Child.start(kernel, Flags.SIGCHLD, () -> kernel.exit_group(code));
  }

  @Override
  int childThatWaits() {
    return Child.start(
        kernel,
        Flags.SIGCHLD,
        () -> {
          kernel.prctl(Flags.PR_SET_PDEATHSIG, Flags.SIGKILL, 0, 0, 0);
          kernel.ppoll(new int[0], new int[0], new int[0], -1);
        });
  }

  @Override
  void inChild(Call body) {
    Child.run(kernel, Flags.SIGCHLD, body);
  }

  /** Runs a program; returns what it prints, one read of it. */
  private String output(String path, String... arguments) {
    int[] pipe = pipe(0);
    int pid =
        Child.start(
            kernel,
            Flags.SIGCHLD,
            () -> {
              kernel.dup3(pipe[1], 1, 0);
              int errno = kernel.execve(path, arguments, new String[] {"NAME=caf\udce9"});
              throw new AssertionError(Errno.name(errno));
            });
    kernel.close(pipe[1]);
    int[] status = new int[1];
    kernel.wait4(pid, status, 0);
    String output = read(pipe[0]);
    kernel.close(pipe[0]);
    assertEquals(0, new WaitStatus(status[0]).exitCode());
    return output;
  }

  @Test
  void childBeginsOnlyInWhatIsACgroup() {
    int root = kernel.openat(Flags.AT_FDCWD, "/", Flags.O_PATH, 0);
    assertErrno(Errno.EBADF, () -> kernel.clone(Flags.SIGCHLD, root));
    kernel.close(root);
    assertErrno(Errno.EINVAL, () -> kernel.clone(Flags.CLONE_VM | Flags.SIGCHLD, 0));
  }

  /** The exit code of a holder whose guest runs {@code body}. */
  private int held(Runnable body) {
    int[] pidfd = new int[1];
    int holder = kernel.clone(0, 0, 0, 0, pidfd, body);
    int[] status = new int[1];
    assertEquals(holder, kernel.wait4(holder, status, 0));
    assertErrno(Errno.ESRCH, () -> kernel.pidfd_send_signal(pidfd[0], Flags.SIGTERM, 0));
    kernel.close(pidfd[0]);
    WaitStatus ended = new WaitStatus(status[0]);
    assertEquals(true, ended.isExited());
    return ended.code();
  }

  @Test
  void guestLeavesTheMemoryItBorrowedAsItWas() {
    int[] pipe = pipe(0);
    List<String> before = new ArrayList<>(List.of("a", "b"));
    for (int i = 0; i < 50; i++) {
      int[] depth = new int[1];
      int code =
          held(
              () -> {
                depth[0] = recurse(200);
                kernel.write(pipe[1], new byte[] {'x'}, 0, 1);
                kernel.exit_group(7);
              });
      assertEquals(7, code);
      assertEquals(200, depth[0]);
      before.add("x".repeat(i));
    }
    assertEquals(52, before.size());
    byte[] bytes = new byte[64];
    assertEquals(50, kernel.read(pipe[0], bytes, 0, bytes.length));
    kernel.close(pipe[0]);
    kernel.close(pipe[1]);
  }

  @Test
  void guestThatThrowsEndsAloneWithFailure() {
    int code =
        held(
            () -> {
              kernel.close(2);
              throw new IllegalStateException("on purpose");
            });
    assertEquals(ExitCode.FAILURE, code);
  }

  @Test
  void holderOfAGuestThatASignalEndedSaysWhich() {
    int code = held(() -> kernel.kill(kernel.getpid(), Flags.SIGUSR1));
    assertEquals(128 + Flags.SIGUSR1, code);
  }

  @Test
  void guestIsReachedByItsDescriptorWhileTheLauncherGoesOn() {
    int[] pidfd = new int[1];
    String[] arguments = {"sleep", "1000"};
    int holder =
        kernel.clone(
            0, 0, 0, 0, pidfd, () -> kernel.execve("/bin/sleep", arguments, new String[0]));
    kernel.pidfd_send_signal(pidfd[0], Flags.SIGTERM, 0);
    int[] status = new int[1];
    assertEquals(holder, kernel.wait4(holder, status, 0));
    assertEquals(128 + Flags.SIGTERM, new WaitStatus(status[0]).code());
    kernel.close(pidfd[0]);
  }

  @Test
  void guestThatDoesNotGetGoingIsEndedByWhatTheCallerIsImpatientFor() {
    int[] pidfd = new int[1];
    int[] status = new int[1];
    Runnable stuck = () -> kernel.ppoll(new int[0], new int[0], new int[0], -1);
    long soon = kernel.clock_gettime(Flags.CLOCK_MONOTONIC) + 1;
    int late = kernel.clone(Flags.CLONE_NEWUSER | Flags.CLONE_NEWPID, 0, 0, soon, pidfd, stuck);
    assertEquals(late, kernel.wait4(late, status, 0));
    assertEquals(128 + Flags.SIGKILL, new WaitStatus(status[0]).exitCode());
    kernel.close(pidfd[0]);
    long term = Signals.set(Flags.SIGTERM);
    long old = kernel.rt_sigprocmask(Flags.SIG_BLOCK, term);
    kernel.kill(kernel.getpid(), Flags.SIGTERM);
    int ended = kernel.clone(Flags.CLONE_NEWUSER | Flags.CLONE_NEWPID, 0, term, 0, pidfd, stuck);
    assertEquals(ended, kernel.wait4(ended, status, 0));
    assertEquals(128 + Flags.SIGKILL, new WaitStatus(status[0]).exitCode());
    kernel.close(pidfd[0]);
    assertEquals(Flags.SIGTERM, kernel.rt_sigtimedwait(term, 0));
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, old);
  }

  @Test
  void guestThatCannotBeMadeIsReported() {
    int[] pidfd = new int[1];
    // CLONE_NEWNS with CLONE_FS is refused by the kernel: here the holder's own clone fails.
    assertErrno(
        Errno.EINVAL,
        () -> kernel.clone(0, Flags.CLONE_NEWNS | Flags.CLONE_FS, 0, 0, pidfd, () -> {}));
    assertErrno(Errno.ECHILD, () -> kernel.wait4(-1, new int[1], Flags.WNOHANG));
  }

  /** Allocates and goes deep, so that stack and heap of the two could get into each other's way. */
  private static int recurse(int depth) {
    byte[] filler = new byte[256];
    filler[depth & 255] = 1;
    return depth == 0 ? 0 : recurse(depth - 1) + filler[depth & 255];
  }

  @Test
  void programGetsItsArgumentsAndEnvironmentByteForByte() {
    assertEquals("caf\udce9\n", output("/bin/sh", "sh", "-c", "printf '%s\\n' \"$NAME\""));
  }

  @Test
  void programStartsWithNoSignalBlocked() {
    assertEquals(
        "SigBlk:\t0000000000000000\n", output("/bin/grep", "grep", "SigBlk", "/proc/self/status"));
  }

  @Test
  void programStartsWithTheSignalsThatItsParentBlocked() {
    long old = kernel.rt_sigprocmask(Flags.SIG_BLOCK, Signals.set(Flags.SIGUSR1));
    assertEquals(0, old);
    assertEquals(
        "SigBlk:\t0000000000000200\n", output("/bin/grep", "grep", "SigBlk", "/proc/self/status"));
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, old);
  }

  @Test
  void mediumEnvironmentGoesThroughWhole() {
    String[] environment = new String[50];
    for (int i = 0; i < environment.length; i++) {
      environment[i] = "V" + i + "=" + "x".repeat(4000);
    }
    Child.run(
        kernel,
        Flags.SIGCHLD,
        () -> {
          String command = "test ${#V49} = 4000";
          String[] arguments = {"sh", "-c", command};
          throw new AssertionError(Errno.name(kernel.execve("/bin/sh", arguments, environment)));
        });
  }

  @Test
  void argumentThatIsTooLongForTheKernelIsReported() {
    String[] arguments = {"sh", "-c", "x".repeat(200_000)};
    assertEquals(Errno.E2BIG, kernel.execve("/bin/sh", arguments, new String[0]));
  }

  @Test
  void childThatRunsOutOfMemoryDoesNotTakeItsParentAlong() {
    // The runtime ends such a process with abort(), which signals the thread that the C library
    // takes
    // for the calling one: with the parent's id in its records it would be the parent.
    int pid =
        Child.start(
            kernel,
            Flags.SIGCHLD,
            () -> {
              // What it says on its way out is expected.
              kernel.close(2);
              List<byte[]> kept = new ArrayList<>();
              while (kept.size() < 1000) {
                kept.add(new byte[1 << 20]);
              }
            });
    int[] status = new int[1];
    assertEquals(pid, kernel.wait4(pid, status, 0));
    assertNotEquals(0, new WaitStatus(status[0]).exitCode());
  }
}
