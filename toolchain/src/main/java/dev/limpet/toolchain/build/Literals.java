package dev.limpet.toolchain.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the string literals in the generated C. TeaVM makes each an object in the data segment,
 * which costs every start a copy of those pages; ours are text in read-only pages, and {@code
 * literals.c} makes an object of one when it is first asked for.
 */
final class Literals {
  private static final String GET = "#define TEAVM_GET_STRING(i) teavm_stringPool[i]";
  private static final String POOL = "TeaVM_String* teavm_stringPool[";
  private static final Pattern ADDRESSED = Pattern.compile("TEAVM_GET_STRING_ADDRESS\\((\\d+)\\)");

  /** C knows no universal name below U+00A0. An escaped backslash before it is part of the text. */
  private static final Pattern CONTROL = Pattern.compile("(\\\\\\\\)|\\\\u00([89][0-9a-fA-F])");

  /** An entry may have line breaks between the parts of a long text. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "TEAVM_STRING(_FROM_CODES)?\\((\\d+), -?\\d+,(.*)\\)[ ,] // string #(\\d+)",
          Pattern.DOTALL);

  private Literals() {}

  static void compact(Path directory) {
    try {
      Path header = directory.resolve("strings.h");
      Files.write(header, header(Files.readAllLines(header)));
      SortedSet<Integer> addressed = addressed(directory);
      Path pool = directory.resolve("strings.c");
      Files.write(pool, compact(Files.readAllLines(pool), addressed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> header(List<String> lines) {
    if (!lines.contains(GET)) {
      throw new BuildException("strings.h does not get literals as expected");
    }
    var result = new ArrayList<String>();
    for (String line : lines) {
      if (line.equals(GET)) {
        result.add("extern TeaVM_String* limpet_literal(int32_t number);");
        result.add("extern int32_t limpet_literalCount();");
        result.add("#define TEAVM_GET_STRING(i) limpet_literal(i)");
      } else {
        result.add(line);
      }
    }
    return result;
  }

  private static SortedSet<Integer> addressed(Path directory) throws IOException {
    var numbers = new TreeSet<Integer>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.filter(Literals::isSource)::iterator) {
        var use = ADDRESSED.matcher(Files.readString(file));
        while (use.find()) {
          numbers.add(Integer.valueOf(use.group(1)));
        }
      }
    }
    return numbers;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".c") || file.toString().endsWith(".h");
  }

  /**
   * The file {@code strings.c}.
   *
   * @param addressed the numbers of the literals that are read through their place in the pool
   * @throws BuildException when the C does not look as this version of TeaVM writes it
   */
  static List<String> compact(List<String> lines, SortedSet<Integer> addressed) {
    int start = 0;
    while (start < lines.size() && !lines.get(start).startsWith(POOL)) {
      start++;
    }
    var result = new ArrayList<>(lines.subList(0, Math.min(start, lines.size())));
    List<Literal> literals = literals(lines, start);
    result.add("#define LIMPET_LITERALS " + literals.size());
    int chars = literals.stream().mapToInt(Literal::length).sum();
    result.add("#define LIMPET_LITERAL_CHARS " + chars);
    result.addAll(texts("limpet_narrow", "char", literals, false));
    result.addAll(texts("limpet_wide", "char16_t", literals, true));
    result.add("typedef struct { uint32_t offset, length : 31, wide : 1; } Limpet_Literal;");
    result.add("static const Limpet_Literal limpet_literals[] = {");
    for (Literal literal : literals) {
      result.add("    " + literal.entry() + ",");
    }
    result.add("};");
    result.add("static const int32_t limpet_addressed[] = {");
    addressed.forEach(number -> result.add("    " + number + ","));
    result.add("};");
    result.add("#include \"literals.c\"");
    return result;
  }

  private static List<Literal> literals(List<String> lines, int start) {
    var literals = new ArrayList<Literal>();
    var entry = new StringBuilder();
    for (int at = start + 1; at < lines.size(); at++) {
      if (entry.isEmpty() && lines.get(at).equals("};")) {
        return literals;
      }
      entry.append(lines.get(at).strip());
      Literal literal = Literal.parse(entry, literals.size());
      if (literal == null) {
        entry.append('\n');
      } else {
        literals.add(literal);
        entry.setLength(0);
      }
    }
    throw new BuildException("strings.c has no pool of literals as expected");
  }

  /** A structure with a member for each text of the kind: C counts the offsets. */
  private static List<String> texts(
      String name, String type, List<Literal> literals, boolean wide) {
    var members = new ArrayList<String>();
    var values = new ArrayList<String>();
    for (Literal literal : literals) {
      if (literal.isText() && literal.wide == wide) {
        members.add("    " + type + " s" + literal.number + "[" + literal.length + "];");
        values.add("    " + literal.value + ",");
      }
    }
    var result = new ArrayList<String>();
    result.add("static const struct {");
    result.addAll(members);
    result.add("    " + type + " end;");
    result.add("} " + name + " = {");
    result.addAll(values);
    result.add("    0");
    result.add("};");
    return result;
  }

  /**
   * One literal.
   *
   * @param length in UTF-16 units
   * @param wide whether a unit takes two bytes, else all are ASCII
   * @param value the text as C has it
   */
  private record Literal(int number, int length, boolean wide, String value) {
    /** Null where {@code entry} goes on. */
    static @Nullable Literal parse(CharSequence entry, int number) {
      var matcher = ENTRY.matcher(entry);
      if (!matcher.matches() || Integer.parseInt(matcher.group(4)) != number) {
        return null;
      }
      int length = Integer.parseInt(matcher.group(2));
      String text = matcher.group(3);
      if (matcher.group(1) != null) {
        return new Literal(number, length, true, "{ " + text + " }");
      }
      boolean wide = text.contains("\\u");
      return new Literal(number, length, wide, wide ? octal(text) : text.substring(1));
    }

    /** The C1 control characters by their number in octal. */
    private static String octal(String text) {
      return CONTROL
          .matcher(text)
          .replaceAll(
              found ->
                  Matcher.quoteReplacement(
                      found.group(1) != null
                          ? found.group(1)
                          : String.format("\\%03o", Integer.parseInt(found.group(2), 16))));
    }

    boolean isText() {
      return length > 0;
    }

    String entry() {
      if (!isText()) {
        return "{ 0, 0, 0 }";
      }
      String of = wide ? "limpet_wide" : "limpet_narrow";
      String member = "__builtin_offsetof(__typeof__(" + of + "), s" + number + ")";
      return "{ " + member + ", " + length + ", " + (wide ? 1 : 0) + " }";
    }
  }
}
