package dev.limpet.oci;

import dev.limpet.linux.Kernel;
import java.util.List;

/** {@code create}: makes a container, up to where its program is to be started. */
final class CreateCommand {
  static final CommandLine.Schema SCHEMA =
      new CommandLine.Schema(
          List.of("no-pivot", "no-new-keyring", "detach", "keep", "no-subreaper"),
          List.of("bundle", "config", "console-socket", "pid-file", "preserve-fds"),
          List.of("b", "bundle", "f", "config", "d", "detach"),
          true);

  private final Kernel kernel;
  private final Global global;
  private final Report report;

  CreateCommand(Kernel kernel, Global global, Report report) {
    this.kernel = kernel;
    this.global = global;
    this.report = report;
  }

  int run(List<String> words) {
    CommandLine line = CommandLine.parse("create", words, SCHEMA);
    String id = line.id("create");
    try (Making making = new Making(kernel, global, report, line)) {
      making.make(id);
      return 0;
    }
  }
}
