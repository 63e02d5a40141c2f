package dev.limpet.toolchain.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rewrites the table of call sites in the generated C. TeaVM's has 16 bytes for every call of the
 * program, nearly all of them zero, and is a fifth of a binary; ours lists the calls that have an
 * exception handler, sorted, and {@code callsite.c} looks a call up when an exception is thrown.
 */
final class CallSites {
  private static final String TABLE = "TeaVM_CallSite teavm_callSites[";
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\{ \\.firstHandler = (?:NULL|exceptionHandlers_teavm_callSites \\+ (\\d+)),"
              + " \\.location = NULL \\},?");

  private CallSites() {}

  static void compact(Path directory) {
    Path file = directory.resolve("callsites.c");
    try {
      Files.write(file, compact(Files.readAllLines(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws BuildException when the C does not look as this version of TeaVM writes it
   */
  static List<String> compact(List<String> lines) {
    int start = 0;
    while (start < lines.size() && !lines.get(start).startsWith(TABLE)) {
      start++;
    }
    var result = new ArrayList<>(lines.subList(0, start));
    var handled = new ArrayList<String>();
    int id = 0;
    int at = start + 1;
    while (at < lines.size() && !lines.get(at).equals("};")) {
      var entry = ENTRY.matcher(lines.get(at).strip());
      if (!entry.matches()) {
        throw new BuildException("callsites.c, line " + (at + 1) + ": no call site as expected");
      }
      if (entry.group(1) != null) {
        handled.add("    { " + id + ", " + entry.group(1) + " },");
      }
      id++;
      at++;
    }
    if (at >= lines.size()) {
      throw new BuildException("callsites.c has no table of call sites as expected");
    }
    result.add("#define LIMPET_HANDLED_CALL_SITES " + handled.size());
    if (!handled.isEmpty()) {
      result.add("static const Limpet_HandledCallSite limpet_handledCallSites[] = {");
      result.addAll(handled);
      result.add("};");
    }
    result.add("#include \"callsite.c\"");
    result.addAll(lines.subList(at + 1, lines.size()));
    return result;
  }
}
