package dev.limpet.oci;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.linux.Environment;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Stdio;
import dev.limpet.linux.WaitStatus;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.sandbox.HostPrograms;
import java.util.ArrayList;
import java.util.List;

/** {@code ps}: tells which processes a container has, as the host numbers them. */
final class PsCommand {
  private static final CommandLine.Schema SCHEMA =
      new CommandLine.Schema(List.of(), List.of("format"), List.of("f", "format"), false);
  private static final int LIMIT = 16 << 20;

  private final Kernel kernel;
  private final Global global;

  PsCommand(Kernel kernel, Global global) {
    this.kernel = kernel;
    this.global = global;
  }

  int run(List<String> words) {
    CommandLine line = CommandLine.parse("ps", words, SCHEMA);
    List<String> operands = line.operands();
    if (operands.isEmpty()) {
      throw new FailedException("ps: a container's name is wanted");
    }
    List<Integer> pids;
    try (Container container = new Containers(kernel, global.root()).find(operands.get(0))) {
      pids = new Cgroups(kernel).pids(container.state().cgroups());
    }
    String format = line.value("format");
    if ("json".equals(format)) {
      JsonWriter out = new JsonWriter().beginArray();
      pids.forEach(out::value);
      new Stdio(kernel).out(out.endArray() + "\n");
    } else if (format == null || format.equals("table")) {
      List<String> options = operands.subList(1, operands.size());
      new Stdio(kernel).out(table(options.isEmpty() ? List.of("-ef") : options, pids));
    } else {
      throw new FailedException("ps: --format " + format + ": table or json is wanted");
    }
    return 0;
  }

  /** What ps(1) says of those. */
  private String table(List<String> options, List<Integer> pids) {
    String[] lines = OsString.decode(ps(options)).split("\n");
    int column = column(lines[0]);
    StringBuilder out = new StringBuilder(lines[0]).append('\n');
    for (int i = 1; i < lines.length; i++) {
      List<String> fields = fields(lines[i]);
      if (column < fields.size() && pids.contains(number(fields.get(column)))) {
        out.append(lines[i]).append('\n');
      }
    }
    return out.toString();
  }

  private static int column(String title) {
    int column = fields(title).indexOf("PID");
    if (column < 0) {
      throw new FailedException("ps: its options have to let it show a column PID");
    }
    return column;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    for (String field : line.split(" ")) {
      if (!field.isEmpty()) {
        fields.add(field);
      }
    }
    return fields;
  }

  private static Integer number(String field) {
    try {
      return Integer.parseInt(field);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private byte[] ps(List<String> options) {
    Environment environment = Environment.ofProcess();
    String program = HostPrograms.find(kernel, environment.get("PATH"), "ps");
    if (program == null) {
      throw new FailedException("ps: the program ps is needed for a table: see --format json");
    }
    List<String> args = new ArrayList<>(List.of("ps"));
    args.addAll(options);
    int[] pipe = new int[2];
    kernel.pipe2(pipe, Flags.O_CLOEXEC);
    int pid = kernel.clone(Flags.SIGCHLD);
    if (pid == 0) {
      kernel.dup3(pipe[1], 1, 0);
      kernel.execve(program, args.toArray(new String[0]), environment.toArray());
      kernel.exit_group(ExitCode.NOT_FOUND);
    }
    kernel.close(pipe[1]);
    try (Fd said = new Fd(kernel, pipe[0])) {
      byte[] text = said.readAll(LIMIT);
      int[] status = new int[1];
      kernel.wait4(pid, status, 0);
      int code = new WaitStatus(status[0]).exitCode();
      if (code != 0) {
        throw new FailedException("ps: the program ps ended with " + code);
      }
      return text;
    }
  }
}
