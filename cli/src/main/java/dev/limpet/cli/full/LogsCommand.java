package dev.limpet.cli.full;

import dev.limpet.cli.Quantities;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.boxes.BoxState;
import dev.limpet.sandbox.boxes.LogReader;
import dev.limpet.sandbox.boxes.NamedBox;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code limpet logs}. */
final class LogsCommand {
  static final String HELP =
      """
      limpet logs - print what a detached box has written

      Usage: limpet logs [-f] [--tail N] NAME

        -f, --follow     go on as long as the box runs
        -n, --tail N     begin with the last N lines
        -h, --help       print this

      What the box wrote to standard output comes on standard output, and what it
      wrote to standard error on standard error. The log holds the newest output: at
      least half of what run --log-size gives it, which is 1 MiB where nothing else
      is said. It is in memory (XDG_RUNTIME_DIR), and gone with limpet rm.

      Exit code: 0, or 125 where the box is not there or the output is lost.
      """;

  /** How long to wait before looking again whether there is more. */
  private static final long PAUSE = 100_000_000;

  private final Kernel kernel;

  LogsCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  int run(List<String> words) {
    VerbWords parsed = VerbWords.parse("logs", words);
    if (parsed.wantsHelp()) {
      return HelpCommand.print(kernel, HELP);
    }
    String tail = parsed.value("--tail");
    long lines = tail == null ? -1 : Quantities.count("logs: --tail", tail, 0);
    if (parsed.names().size() > 1) {
      throw parsed.wrong("one box at a time");
    }
    NamedBox box = new Boxes(kernel, "logs").box(parsed.names().get(0));
    BoxState state = box.state();
    if (state != null && !state.detached()) {
      throw parsed.wrong("the box " + box.name() + " is in the foreground: it has no log");
    }
    long skip = lines < 0 ? 0 : Math.max(0, lines(box) - lines);
    LogReader log = new LogReader(kernel, box);
    try {
      print(log, skip);
      if (parsed.has("--follow")) {
        follow(box, log);
      }
      return 0;
    } catch (ErrnoException e) {
      // Who reads has seen enough, or the box is gone, and nothing more to come.
      if (e.errno() == Errno.EPIPE || e.errno() == Errno.ENOENT) {
        return 0;
      }
      throw e;
    }
  }

  /** How many lines there are, the last one may lack its end. */
  private long lines(NamedBox box) {
    LogReader log = new LogReader(kernel, box);
    long lines = 0;
    boolean complete = true;
    while (log.next() != 0) {
      for (int i = 0; i < log.size(); i++) {
        lines += log.data()[i] == '\n' ? 1 : 0;
      }
      complete = log.data()[log.size() - 1] == '\n';
    }
    log.close();
    return complete ? lines : lines + 1;
  }

  private void print(LogReader log, long skip) {
    long left = skip;
    for (int stream = log.next(); stream != 0; stream = log.next()) {
      int from = 0;
      while (left > 0 && from < log.size()) {
        left -= log.data()[from++] == '\n' ? 1 : 0;
      }
      if (from < log.size()) {
        new Fd(kernel, stream).write(Arrays.copyOfRange(log.data(), from, log.size()));
      }
    }
  }

  private void follow(NamedBox box, LogReader log) {
    BoxState state = box.state();
    Fd supervisor = state == null || !box.isHeld() ? null : state.supervisor().open(kernel);
    boolean runs = supervisor != null;
    while (runs) {
      runs = !hasEnded(supervisor);
      print(log, 0);
    }
  }

  private boolean hasEnded(@Nullable Fd supervisor) {
    int[] fds = {supervisor == null ? -1 : supervisor.number()};
    return kernel.ppoll(fds, new int[] {Flags.POLLIN}, new int[1], PAUSE) != 0;
  }
}
