package dev.limpet.oci;

import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.ArrayList;
import java.util.List;

/** {@code list}: tells which containers there are. */
final class ListCommand {
  private static final List<String> TITLES =
      List.of("ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER");
  private static final int GAP = 3;

  private final Kernel kernel;
  private final Global global;
  private final Report report;

  ListCommand(Kernel kernel, Global global, Report report) {
    this.kernel = kernel;
    this.global = global;
    this.report = report;
  }

  int run(List<String> words) {
    CommandLine line =
        CommandLine.parse(
            "list",
            words,
            new CommandLine.Schema(
                List.of("quiet"), List.of("format"), List.of("q", "quiet", "f", "format"), true));
    String format = line.value("format");
    if (format != null && !format.equals("json") && !format.equals("table")) {
      throw new FailedException("list: --format " + format + ": table or json is wanted");
    }
    List<List<String>> rows = new ArrayList<>();
    JsonWriter json = new JsonWriter().beginArray();
    Containers containers = new Containers(kernel, global.root());
    for (String id : containers.names()) {
      Container container = containers.findIfThere(id);
      if (container != null) {
        try (container) {
          tell(container, rows, json);
        } catch (FailedException | ErrnoException e) {
          report.warning(id + " is left out: " + e.getMessage());
        }
      }
    }
    Stdio stdio = new Stdio(kernel);
    if (line.flag("quiet")) {
      StringBuilder ids = new StringBuilder();
      rows.forEach(row -> ids.append(row.get(0)).append('\n'));
      stdio.out(ids.toString());
    } else {
      stdio.out("json".equals(format) ? json.endArray() + "\n" : table(rows));
    }
    return 0;
  }

  private void tell(Container container, List<List<String>> rows, JsonWriter json) {
    ContainerState state = container.stateIfThere();
    Status status = container.status(state);
    if (state == null) {
      rows.add(List.of(container.id(), "0", status.word(), "", "", ""));
      json.beginObject().member("id", container.id()).member("pid", 0);
      json.member("status", status.word()).endObject();
      return;
    }
    ProcessId init = state.init();
    rows.add(
        List.of(
            container.id(),
            init == null || status == Status.STOPPED ? "0" : String.valueOf(init.pid()),
            status.word(),
            state.bundle(),
            state.since(),
            Integer.toUnsignedString(state.owner())));
    json.value(JsonReader.read(container.report(state, status)));
  }

  private static String table(List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(List.of(TITLES));
    all.addAll(rows);
    int[] widths = new int[TITLES.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length() + GAP);
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        out.append(row.get(i));
        for (int at = row.get(i).length(); i < widths.length - 1 && at < widths[i]; at++) {
          out.append(' ');
        }
      }
      out.append('\n');
    }
    return out.toString();
  }
}
