package dev.limpet.toolchain.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites the tables of call sites in the generated C. TeaVM's has 16 bytes for every call of the
 * program, nearly all of them zero, and is a fifth of a binary; ours lists the calls that have an
 * exception handler, sorted, and {@code callsite.c} looks a call up when an exception is thrown.
 * TeaVM's handlers have two pointers each, which all have to be relocated when a program starts;
 * ours have numbers.
 */
final class CallSites {
  private static final String HANDLERS =
      "static TeaVM_ExceptionHandler exceptionHandlers_teavm_callSites[";
  private static final String SITES = "TeaVM_CallSite teavm_callSites[";
  private static final Pattern HANDLER =
      Pattern.compile(
          "\\{ \\.id = (\\d+), \\.exceptionClass = (NULL|\\(TeaVM_Class\\*\\) &\\w+),"
              + " \\.next = (?:NULL|exceptionHandlers_teavm_callSites ?\\+ ?(\\d+)) \\},?");
  private static final Pattern SITE =
      Pattern.compile(
          "\\{ \\.firstHandler = (?:NULL|exceptionHandlers_teavm_callSites \\+ (\\d+)),"
              + " \\.location = NULL \\},?");

  private final List<String> lines;
  private final List<String> result = new ArrayList<>();
  private int at;

  private CallSites(List<String> lines) {
    this.lines = lines;
  }

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
    return new CallSites(lines).compact();
  }

  private List<String> compact() {
    copyUpToTable();
    if (isAt(HANDLERS)) {
      handlers();
      copyUpToTable();
    }
    if (!isAt(SITES)) {
      throw new BuildException("callsites.c has no table of call sites as expected");
    }
    sites();
    result.add("#include \"callsite.c\"");
    result.addAll(lines.subList(at, lines.size()));
    return result;
  }

  private boolean isAt(String table) {
    return at < lines.size() && lines.get(at).startsWith(table);
  }

  private void copyUpToTable() {
    while (at < lines.size() && !isAt(HANDLERS) && !isAt(SITES)) {
      result.add(lines.get(at++));
    }
  }

  private void handlers() {
    var classes = new ArrayList<String>();
    var handlers = new ArrayList<String>();
    int longest = 0;
    int length = 0;
    for (Matcher entry : entries(HANDLER, "handler")) {
      String caught = entry.group(2);
      if (!caught.equals("NULL") && !classes.contains(caught)) {
        classes.add(caught);
      }
      boolean more = entry.group(3) != null;
      if (more && Integer.parseInt(entry.group(3)) != handlers.size() + 1) {
        throw new BuildException(
            "callsites.c: the handler after number " + handlers.size() + " is not the next");
      }
      handlers.add(
          "    { %s, %d, %d },".formatted(entry.group(1), classes.indexOf(caught), more ? 1 : 0));
      length++;
      longest = Math.max(longest, length);
      length = more ? length : 0;
    }
    result.add("#define LIMPET_LONGEST_HANDLERS " + longest);
    result.add("static TeaVM_Class* const limpet_caught[] = {");
    for (String caught : classes) {
      result.add("    " + caught + ",");
    }
    // An array has at least one element, whatever is caught.
    result.add("    NULL");
    result.add("};");
    result.add("static const Limpet_Handler limpet_handlers[] = {");
    result.addAll(handlers);
    result.add("};");
  }

  private void sites() {
    var handled = new ArrayList<String>();
    int id = 0;
    for (Matcher entry : entries(SITE, "call site")) {
      if (entry.group(1) != null) {
        handled.add("    { " + id + ", " + entry.group(1) + " },");
      }
      id++;
    }
    result.add("#define LIMPET_HANDLED_CALL_SITES " + handled.size());
    if (!handled.isEmpty()) {
      result.add("static const Limpet_HandledCallSite limpet_handledCallSites[] = {");
      result.addAll(handled);
      result.add("};");
    }
  }

  /** The lines of a table, which ends with them. */
  private List<Matcher> entries(Pattern pattern, String what) {
    var entries = new ArrayList<Matcher>();
    at++;
    while (at < lines.size() && !lines.get(at).equals("};")) {
      Matcher entry = pattern.matcher(lines.get(at).strip());
      if (!entry.matches()) {
        throw new BuildException("callsites.c, line " + (at + 1) + ": no " + what + " as expected");
      }
      entries.add(entry);
      at++;
    }
    if (at >= lines.size()) {
      throw new BuildException("callsites.c: a table has no end");
    }
    at++;
    return entries;
  }
}
