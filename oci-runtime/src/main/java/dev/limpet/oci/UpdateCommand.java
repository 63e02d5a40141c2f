package dev.limpet.oci;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.runtimespec.ResourcesReader;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Stdio;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code update}: changes what a container may use. */
final class UpdateCommand {
  private static final CommandLine.Schema SCHEMA =
      new CommandLine.Schema(
          List.of(),
          List.of(
              "resources",
              "blkio-weight",
              "cpu-period",
              "cpu-quota",
              "cpu-burst",
              "cpu-share",
              "cpu-shares",
              "cpu-rt-period",
              "cpu-rt-runtime",
              "cpu-idle",
              "cpuset-cpus",
              "cpuset-mems",
              "kernel-memory",
              "kernel-memory-tcp",
              "memory",
              "memory-reservation",
              "memory-swap",
              "pids-limit"),
          List.of("r", "resources"),
          true);
  private static final int LIMIT = 1 << 20;

  private final Kernel kernel;
  private final Global global;

  UpdateCommand(Kernel kernel, Global global) {
    this.kernel = kernel;
    this.global = global;
  }

  int run(List<String> words) {
    CommandLine line = CommandLine.parse("update", words, SCHEMA);
    String id = line.id("update");
    Resources resources = resources(line);
    try (Container container = new Containers(kernel, global.root()).find(id)) {
      ContainerState state = container.state();
      Status status = container.status(state);
      if (status == Status.STOPPED || status == Status.CREATING) {
        throw new FailedException("container not running: " + id + " is " + status.word());
      }
      new ContainerUnit(kernel, global.sockets()).update(state, resources);
    }
    return 0;
  }

  private Resources resources(CommandLine line) {
    String file = line.value("resources");
    if (file == null) {
      return new Resources(
          memory(line),
          cpu(line),
          pids(line),
          blockIo(line),
          List.of(),
          null,
          Map.of(),
          List.of(),
          Map.of());
    }
    String text =
        file.equals("-")
            ? OsString.decode(new Stdio(kernel).in(LIMIT))
            : Files.read(kernel, Files.absolute(kernel, file));
    try {
      return ResourcesReader.read(text);
    } catch (JsonException e) {
      throw new FailedException(e.in(file));
    }
  }

  private static @Nullable Long number(CommandLine line, String option) {
    return line.value(option) == null ? null : line.number(option, 0);
  }

  private static Resources.@Nullable Memory memory(CommandLine line) {
    Long limit = bytes(line, "memory");
    Long reservation = bytes(line, "memory-reservation");
    Long swap = bytes(line, "memory-swap");
    return limit == null && reservation == null && swap == null
        ? null
        : new Resources.Memory(limit, reservation, swap, null, null, null, false, false, false);
  }

  /** Bytes, with the usual letters for more. */
  private static @Nullable Long bytes(CommandLine line, String option) {
    String value = line.value(option);
    if (value == null) {
      return null;
    }
    int last =
        value.isEmpty()
            ? -1
            : "bkmgt".indexOf(Character.toLowerCase(value.charAt(value.length() - 1)));
    String digits = last < 0 ? value : value.substring(0, value.length() - 1);
    try {
      return Math.multiplyExact(Long.parseLong(digits), 1L << (10 * Math.max(0, last)));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new FailedException(
          "update: --"
              + option
              + " "
              + value
              + ": bytes are wanted, such as 64m, or -1 for no limit");
    }
  }

  private static Resources.@Nullable Cpu cpu(CommandLine line) {
    Long shares = number(line, line.value("cpu-shares") == null ? "cpu-share" : "cpu-shares");
    Long quota = number(line, "cpu-quota");
    Long burst = number(line, "cpu-burst");
    Long period = number(line, "cpu-period");
    Long runtime = number(line, "cpu-rt-runtime");
    Long realtime = number(line, "cpu-rt-period");
    String cpus = line.value("cpuset-cpus");
    String mems = line.value("cpuset-mems");
    Long idle = number(line, "cpu-idle");
    return new Resources.Cpu(shares, quota, burst, period, runtime, realtime, cpus, mems, idle);
  }

  private static Resources.@Nullable Pids pids(CommandLine line) {
    Long limit = number(line, "pids-limit");
    return limit == null ? null : new Resources.Pids(limit);
  }

  private static Resources.@Nullable BlockIo blockIo(CommandLine line) {
    Long weight = number(line, "blkio-weight");
    return weight == null
        ? null
        : new Resources.BlockIo(
            weight, null, List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
