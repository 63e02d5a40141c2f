package dev.limpet.cli.full;

import dev.limpet.sandbox.Outcome;
import dev.limpet.sandbox.cgroup.Usage;

/** What {@code --stats} says at the end: of the guest and all its children that it waited for. */
final class StatsText {
  private StatsText() {}

  /** All that is said after a box: that its time was over, and what it used. */
  static String epilogue(FullOptions options, Outcome outcome) {
    String end =
        outcome.timedOut() ? "limpet: the box was ended: its time is over (--timeout)\n" : "";
    Usage box = outcome.box();
    if (box != null && box.oomKills() > 0) {
      end += "limpet: the memory of the box was used up: the kernel killed in it (--memory)\n";
    }
    return switch (options.stats()) {
      case NONE -> end;
      case TEXT -> end + line(outcome);
      case JSON -> end + json(outcome);
    };
  }

  /** One line for people. */
  static String line(Outcome outcome) {
    Usage box = outcome.box();
    return "limpet: wall "
        + seconds(outcome.wallNanos())
        + " s, user "
        + seconds(outcome.userMicros() * 1000)
        + " s, system "
        + seconds(outcome.systemMicros() * 1000)
        + " s, peak memory "
        + outcome.peakKib()
        + " KiB"
        + (box == null ? "" : box(box))
        + "\n";
  }

  /** What the box's cgroups tell of all its processes together. */
  private static String box(Usage box) {
    StringBuilder out = new StringBuilder();
    if (box.peakBytes() >= 0) {
      out.append(", all together ").append(box.peakBytes() / 1024).append(" KiB");
    }
    if (box.cpuNanos() >= 0) {
      out.append(", processors ").append(seconds(box.cpuNanos())).append(" s");
    }
    if (box.oomKills() >= 0) {
      out.append(", killed for want of memory ").append(box.oomKills());
    }
    return out.toString();
  }

  private static String box(String key, long value) {
    return "\"" + key + "\":" + (value < 0 ? "null" : String.valueOf(value));
  }

  /** One line for programs: nanoseconds and bytes. */
  static String json(Outcome outcome) {
    Usage box = outcome.box();
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
        + ",\"cgroup\":"
        + (box == null
            ? "null"
            : "{"
                + box("peak_memory_bytes", box.peakBytes())
                + ","
                + box("cpu_ns", box.cpuNanos())
                + ","
                + box("oom_kills", box.oomKills())
                + "}")
        + "}\n";
  }

  /** To the millisecond. */
  private static String seconds(long nanos) {
    long millis = nanos / 1_000_000;
    return millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1);
  }
}
