package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.WaitStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that runs helpers for one box: starts them once the guest's process asks, tells it
 * the outcome, and kills them when the box has ended.
 *
 * <p>Helpers get nothing of the caller's but its rights: no descriptor, no variable, and no word
 * that a guest could choose.
 */
final class HelperHost {
  /** What it hears the guest's process on; all of the box have ended when that ends. */
  private static final int REQUESTS = 3;

  private static final int ANSWERS = 4;
  private static final int FIRST_FREE = 5;

  /** Out of the way of those. */
  private static final int ABOVE = 16;

  /** Less than a pipe takes at once. */
  private static final int MESSAGE_LIMIT = 1024;

  private final Kernel kernel;
  private final List<Helper> helpers;
  private final @Nullable IdMaps maps;
  private final List<RunningHelper> running = new ArrayList<>();
  private final byte[] buffer = new byte[MESSAGE_LIMIT];

  HelperHost(Kernel kernel, List<Helper> helpers, @Nullable IdMaps maps) {
    this.kernel = kernel;
    this.maps = maps;
    this.helpers = List.copyOf(helpers);
  }

  /** Returns the exit code. */
  int run(int requests, int answers) {
    try {
      leaveLauncher(requests, answers);
      int length = kernel.read(REQUESTS, buffer, 0, buffer.length);
      if (length > 0) {
        serve(OsString.decode(buffer, 0, length));
      }
      return 0;
    } catch (ErrnoException e) {
      return ExitCode.FAILURE;
    } finally {
      killAll();
    }
  }

  /** Keys at the terminal, and what the launcher has open, are the launcher's. */
  private void leaveLauncher(int requests, int answers) {
    kernel.setsid();
    kernel.rt_sigaction(Flags.SIGCHLD, Flags.SIG_DFL);
    int safeRequests = kernel.fcntl(requests, Flags.F_DUPFD_CLOEXEC, ABOVE);
    int safeAnswers = kernel.fcntl(answers, Flags.F_DUPFD_CLOEXEC, ABOVE);
    kernel.dup3(safeRequests, REQUESTS, Flags.O_CLOEXEC);
    kernel.dup3(safeAnswers, ANSWERS, Flags.O_CLOEXEC);
    int nothing = kernel.openat(Flags.AT_FDCWD, "/dev/null", Flags.O_RDWR | Flags.O_CLOEXEC, 0);
    int safeNothing = kernel.fcntl(nothing, Flags.F_DUPFD_CLOEXEC, ABOVE);
    for (int fd = 0; fd < REQUESTS; fd++) {
      kernel.dup3(safeNothing, fd, 0);
    }
    kernel.close_range(FIRST_FREE, -1, 0);
  }

  private void serve(String pid) {
    if (maps != null) {
      try {
        maps.write(kernel, pid);
      } catch (ErrnoException e) {
        answer("the box's ids cannot be mapped: " + e.getMessage());
        return;
      }
    }
    for (Helper helper : helpers) {
      RunningHelper started = RunningHelper.start(kernel, helper, pid);
      running.add(started);
      String failure = awaitReady(started);
      if (failure != null) {
        answer(failure);
        return;
      }
      if (isGone) {
        return;
      }
    }
    answer(Companion.READY);
    while (!running.isEmpty() && !isGone) {
      waitForAny(null);
    }
  }

  /** Whether the box has ended. */
  private boolean isGone;

  /** Null where the helper is ready, or has done its work, or nobody wants it any more. */
  private @Nullable String awaitReady(RunningHelper helper) {
    while (!isGone && !helper.isSettled()) {
      waitForAny(helper);
    }
    if (isGone || helper.isReady()) {
      return null;
    }
    running.remove(helper);
    WaitStatus status = helper.reap();
    boolean done = !helper.helper().stays() && status.isExited() && status.exitCode() == 0;
    return done ? null : failure(helper, status);
  }

  private static String failure(RunningHelper helper, WaitStatus status) {
    String said = OsString.visible(helper.said());
    String ended = status.isExited() ? "it ended with " + status.exitCode() : "a signal ended it";
    return "the box needs " + helper.helper().name() + ": " + (said.isEmpty() ? ended : said);
  }

  /** Waits until the box ends or a helper says something; {@code starting} is the newest. */
  private void waitForAny(@Nullable RunningHelper starting) {
    int[] fds = new int[1 + 2 * running.size()];
    int[] events = new int[fds.length];
    int[] ready = new int[fds.length];
    fds[0] = REQUESTS;
    events[0] = Flags.POLLIN;
    for (int i = 0; i < running.size(); i++) {
      fds[1 + 2 * i] = running.get(i).isSilent() ? -1 : running.get(i).messages();
      fds[2 + 2 * i] = running.get(i) == starting ? running.get(i).readiness() : -1;
      events[1 + 2 * i] = Flags.POLLIN;
      events[2 + 2 * i] = Flags.POLLIN;
    }
    kernel.ppoll(fds, events, ready, -1);
    isGone = ready[0] != 0 && kernel.read(REQUESTS, buffer, 0, buffer.length) == 0;
    for (int i = 0; i < running.size(); i++) {
      if (ready[1 + 2 * i] != 0) {
        running.get(i).listen(buffer);
      }
      if (ready[2 + 2 * i] != 0) {
        running.get(i).noteReadiness(buffer);
      }
    }
  }

  private void answer(String text) {
    byte[] bytes = OsString.encode(text);
    try {
      kernel.write(ANSWERS, bytes, 0, Math.min(bytes.length, MESSAGE_LIMIT));
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPIPE) {
        throw e;
      }
      isGone = true;
    }
  }

  private void killAll() {
    for (RunningHelper helper : running) {
      helper.kill();
    }
    running.clear();
  }
}
