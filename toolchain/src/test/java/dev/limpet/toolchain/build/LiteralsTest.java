package dev.limpet.toolchain.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The pool of literals becomes text that is made into objects when it is asked for. */
class LiteralsTest {
  private static final String POOL = "TeaVM_String* teavm_stringPool[1] = {";
  private static final SortedSet<Integer> NONE = Collections.emptySortedSet();

  @Test
  void textTakesOneByteACharacterWhereItIsAscii() {
    var lines =
        List.of(
            "#include \"strings.h\"",
            "TeaVM_String* teavm_stringPool[4] = {",
            "    TEAVM_STRING(3, 96354,u\"a\\\"c\"), // string #0",
            "    TEAVM_STRING(0, 0,u\"\"), // string #1",
            "    TEAVM_STRING(2, 7716,u\"\\u00e9!\"), // string #2",
            "    TEAVM_STRING_FROM_CODES(2, 55296,55296, 0)  // string #3",
            "};",
            "void teavm_initStringPool() {",
            "}");
    List<String> compacted = Literals.compact(lines, new TreeSet<>(List.of(2)));
    assertEquals(
        List.of(
            "#include \"strings.h\"",
            "#define LIMPET_LITERALS 4",
            "#define LIMPET_LITERAL_CHARS 7",
            "static const struct {",
            "    char s0[3];",
            "    char end;",
            "} limpet_narrow = {",
            "    \"a\\\"c\",",
            "    0",
            "};",
            "static const struct {",
            "    char16_t s2[2];",
            "    char16_t s3[2];",
            "    char16_t end;",
            "} limpet_wide = {",
            "    u\"\\u00e9!\",",
            "    { 55296, 0 },",
            "    0",
            "};"),
        compacted.subList(0, 19));
    assertTrue(compacted.contains("    { 0, 0, 0 },"), "the empty text has no member");
    assertEquals(
        List.of(
            "static const int32_t limpet_addressed[] = {",
            "    2,",
            "};",
            "#include \"literals.c\""),
        compacted.subList(compacted.size() - 4, compacted.size()));
  }

  @Test
  void longTextGoesOnInTheNextLineAndMayLookLikeAnEnd() {
    var lines =
        List.of(
            POOL,
            "    TEAVM_STRING(30, 1,u\"it ends), // string #0\"",
            "\" or not\")  // string #0",
            "};");
    assertTrue(
        Literals.compact(lines, NONE).contains("    \"it ends), // string #0\"\n\" or not\","));
  }

  @Test
  void whatDoesNotLookAsExpectedIsRefused() {
    for (List<String> lines :
        List.of(
            List.of("int nothing;"),
            List.of(POOL, "    TEAVM_STRING(1, 97,u\"a\") // string #0"),
            List.of(POOL, "    TEAVM_NULL_STRING // string #0", "};"))) {
      assertThrows(BuildException.class, () -> Literals.compact(lines, NONE));
    }
  }
}
