package dev.limpet.cli.full;

import dev.limpet.sandbox.Outcome;

/** What {@code --stats} says at the end: of the guest and all its children that it waited for. */
final class StatsText {
  private StatsText() {}

  /** All that is said after a box: that its time was over, and what it used. */
  static String epilogue(FullOptions options, Outcome outcome) {
    String end =
        outcome.timedOut() ? "limpet: the box was ended: its time is over (--timeout)\n" : "";
    return switch (options.stats()) {
      case NONE -> end;
      case TEXT -> end + line(outcome);
      case JSON -> end + json(outcome);
    };
  }

  /** One line for people. */
  static String line(Outcome outcome) {
    return "limpet: wall "
        + seconds(outcome.wallNanos())
        + " s, user "
        + seconds(outcome.userMicros() * 1000)
        + " s, system "
        + seconds(outcome.systemMicros() * 1000)
        + " s, peak memory "
        + outcome.peakKib()
        + " KiB\n";
  }

  /** One line for programs: nanoseconds and bytes. */
  static String json(Outcome outcome) {
    return "{\"exit_code\":"
        + outcome.exitCode()
        + ",\"timed_out\":"
        + outcome.timedOut()
        + ",\"wall_ns\":"
        + outcome.wallNanos()
        + ",\"user_ns\":"
        + outcome.userMicros() * 1000
        + ",\"system_ns\":"
        + outcome.systemMicros() * 1000
        + ",\"peak_memory_bytes\":"
        + outcome.peakKib() * 1024
        + "}\n";
  }

  /** To the millisecond. */
  private static String seconds(long nanos) {
    long millis = nanos / 1_000_000;
    return millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1);
  }
}
