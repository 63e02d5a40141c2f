package dev.limpet.oci;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.List;

/** {@code events}: tells what a container uses, and that it had not enough memory. */
final class EventsCommand {
  private static final CommandLine.Schema SCHEMA =
      new CommandLine.Schema(List.of("stats"), List.of("interval"), List.of(), true);
  private static final long SECOND = 1_000_000_000L;

  private final Kernel kernel;
  private final Global global;

  EventsCommand(Kernel kernel, Global global) {
    this.kernel = kernel;
    this.global = global;
  }

  int run(List<String> words) {
    CommandLine line = CommandLine.parse("events", words, SCHEMA);
    String id = line.id("events");
    long pause = interval(line);
    try (Container container = new Containers(kernel, global.root()).find(id)) {
      ContainerState state = container.state();
      Status status = container.status(state);
      ProcessId init = state.init();
      if (init == null || status == Status.STOPPED || status == Status.CREATING) {
        throw new FailedException("container not running: " + id + " is " + status.word());
      }
      if (line.flag("stats")) {
        tell(new Cgroups(kernel).statistics(state.cgroups(), id));
      } else {
        follow(id, state, init, pause);
      }
    }
    return 0;
  }

  /** In nanoseconds: a number and s, m or ms. */
  private static long interval(CommandLine line) {
    String value = line.value("interval");
    if (value == null) {
      return 5 * SECOND;
    }
    String digits = value;
    long unit = SECOND;
    if (value.endsWith("ms")) {
      digits = value.substring(0, value.length() - 2);
      unit = SECOND / 1000;
    } else if (value.endsWith("s") || value.endsWith("m")) {
      digits = value.substring(0, value.length() - 1);
      unit = value.endsWith("m") ? 60 * SECOND : SECOND;
    }
    try {
      long number = Long.parseLong(digits);
      if (number > 0) {
        return Math.multiplyExact(number, unit);
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // The same as one that is no time at all.
    }
    throw new FailedException(
        "events: --interval " + value + ": a time above 0 is wanted, such as 5s");
  }

  private void follow(String id, ContainerState state, ProcessId init, long pause) {
    Fd process = init.open(kernel);
    if (process == null) {
      return;
    }
    Cgroups cgroups = new Cgroups(kernel);
    long killed = cgroups.oomKills(state.cgroups());
    try (process) {
      boolean heard = true;
      while (heard) {
        heard = tell(cgroups.statistics(state.cgroups(), id));
        int[] fds = {process.number()};
        boolean ended = kernel.ppoll(fds, new int[] {Flags.POLLIN}, new int[1], pause) > 0;
        long now = cgroups.oomKills(state.cgroups());
        if (now > killed) {
          killed = now;
          tell(
              new JsonWriter()
                  .beginObject()
                  .member("type", "oom")
                  .member("id", id)
                  .endObject()
                  .toString());
        }
        heard &= !ended;
      }
    }
  }

  /** Whether anybody reads it. */
  private boolean tell(String event) {
    return new Stdio(kernel).out(event + "\n");
  }
}
