package dev.limpet.sandbox;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The launcher's end of the {@link HelperHost}: a process beside the launcher that runs helpers for
 * a box, between the making of its namespaces and its first step.
 *
 * <p>The launcher itself cannot: it waits, its memory lent to the guest's process. That process
 * asks over one pipe and hears over another. The host of the helpers learns that the box has ended
 * from the first pipe: nobody can write to it any more.
 */
public final class Companion {
  /** What the guest's process hears where all is well; anything else is what went wrong. */
  static final String READY = "ready";

  private static final int ANSWER_LIMIT = 4096;

  private final Kernel kernel;
  private final int pid;
  private final int[] requests;
  private final int answers;

  private Companion(Kernel kernel, int pid, int[] requests, int answers) {
    this.kernel = kernel;
    this.pid = pid;
    this.requests = requests;
    this.answers = answers;
  }

  /**
   * Makes the process.
   *
   * @param maps what it does before helpers; null for nothing
   */
  public static Companion start(Kernel kernel, List<Helper> helpers, @Nullable IdMaps maps) {
    int[] requests = new int[2];
    int[] answers = new int[2];
    kernel.pipe2(requests, Flags.O_CLOEXEC);
    kernel.pipe2(answers, Flags.O_CLOEXEC);
    int pid = kernel.clone(Flags.SIGCHLD);
    if (pid == 0) {
      HelperHost host = new HelperHost(kernel, helpers, maps);
      kernel.exit_group(host.run(requests[0], answers[1]));
    }
    kernel.close(answers[1]);
    // The end that the host reads stays open here, too: where the host has been killed, who asks
    // is then not ended by SIGPIPE but hears nothing.
    return new Companion(kernel, pid, requests, answers[0]);
  }

  /**
   * For the guest's process, as long as it sees the host's /proc: has the helpers do their work.
   *
   * @throws RefusedException saying what went wrong
   */
  void ask() {
    // The number that the helpers find in the same /proc.
    byte[] number = OsString.encode(kernel.readlinkat(Flags.AT_FDCWD, "/proc/self"));
    kernel.write(requests[1], number, 0, number.length);
    byte[] buffer = new byte[ANSWER_LIMIT];
    int length = kernel.read(answers, buffer, 0, buffer.length);
    String answer = OsString.decode(buffer, 0, length);
    if (!answer.equals(READY)) {
      throw new RefusedException(
          length == 0 ? "the process that runs helpers for the box was killed" : answer);
    }
  }

  /** For the launcher, once the box has ended: waits until no helper is left. */
  public void end() {
    kernel.close(requests[1]);
    kernel.close(requests[0]);
    kernel.close(answers);
    int[] status = new int[1];
    kernel.wait4(pid, status, 0);
  }
}
