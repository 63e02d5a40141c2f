package dev.limpet.toolchain.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of call sites shrinks to the calls that have a handler. */
class CallSitesTest {
  private static final String NONE = "    { .firstHandler = NULL, .location = NULL }, ";

  @Test
  void onlyHandledCallsStay() {
    var lines =
        List.of(
            "#include \"strings.h\"",
            "TeaVM_CallSite teavm_callSites[4] = {",
            NONE,
            "    { .firstHandler = exceptionHandlers_teavm_callSites + 0, .location = NULL }, ",
            NONE,
            "    { .firstHandler = exceptionHandlers_teavm_callSites + 12, .location = NULL }",
            "};",
            "int after;");
    assertEquals(
        List.of(
            "#include \"strings.h\"",
            "#define LIMPET_HANDLED_CALL_SITES 2",
            "static const Limpet_HandledCallSite limpet_handledCallSites[] = {",
            "    { 1, 0 },",
            "    { 3, 12 },",
            "};",
            "#include \"callsite.c\"",
            "int after;"),
        CallSites.compact(lines));
  }

  @Test
  void aTableWithoutHandlersBecomesNone() {
    var lines = List.of("TeaVM_CallSite teavm_callSites[1] = {", NONE, "};");
    assertEquals(
        List.of("#define LIMPET_HANDLED_CALL_SITES 0", "#include \"callsite.c\""),
        CallSites.compact(lines));
  }

  @Test
  void whatDoesNotLookAsExpectedIsRefused() {
    var located = "    { .firstHandler = NULL, .location = callSiteLocations_teavm_callSites + 1 }";
    for (List<String> lines :
        List.of(
            List.of("int nothing;"),
            List.of("TeaVM_CallSite teavm_callSites[1] = {", NONE),
            List.of("TeaVM_CallSite teavm_callSites[1] = {", located, "};"))) {
      assertThrows(BuildException.class, () -> CallSites.compact(lines));
    }
  }
}
