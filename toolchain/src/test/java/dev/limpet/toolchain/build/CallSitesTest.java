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
  void handlersHaveNoPointers() {
    var lines =
        List.of(
            "static TeaVM_ExceptionHandler exceptionHandlers_teavm_callSites[4] = {",
            handler(2, "(TeaVM_Class*) &A_Cls", "exceptionHandlers_teavm_callSites+1") + ",",
            handler(1, "(TeaVM_Class*) &B_Cls", "exceptionHandlers_teavm_callSites+2") + ",",
            handler(3, "NULL", "NULL") + ",",
            handler(1, "(TeaVM_Class*) &B_Cls", "NULL"),
            "};",
            "TeaVM_CallSite teavm_callSites[1] = {",
            NONE,
            "};");
    assertEquals(
        List.of(
            "#define LIMPET_LONGEST_HANDLERS 3",
            "static TeaVM_Class* const limpet_caught[] = {",
            "    (TeaVM_Class*) &A_Cls,",
            "    (TeaVM_Class*) &B_Cls,",
            "    NULL",
            "};",
            "static const Limpet_Handler limpet_handlers[] = {",
            "    { 2, 0, 1 },",
            "    { 1, 1, 1 },",
            "    { 3, -1, 0 },",
            "    { 1, 1, 0 },",
            "};",
            "#define LIMPET_HANDLED_CALL_SITES 0",
            "#include \"callsite.c\""),
        CallSites.compact(lines));
  }

  private static String handler(int id, String caught, String next) {
    return "    { .id = %d, .exceptionClass = %s, .next = %s }".formatted(id, caught, next);
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
            List.of(
                "static TeaVM_ExceptionHandler exceptionHandlers_teavm_callSites[2] = {",
                handler(1, "NULL", "exceptionHandlers_teavm_callSites+0"),
                "};",
                "TeaVM_CallSite teavm_callSites[1] = {",
                NONE,
                "};"),
            List.of("TeaVM_CallSite teavm_callSites[1] = {", located, "};"))) {
      assertThrows(BuildException.class, () -> CallSites.compact(lines));
    }
  }
}
