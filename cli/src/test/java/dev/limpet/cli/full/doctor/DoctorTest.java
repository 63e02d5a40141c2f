package dev.limpet.cli.full.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the doctor says. */
class DoctorTest {
  private static final List<Finding> FINDINGS =
      List.of(
          Finding.ok("box", "one was started"),
          Finding.limited("cgroups", "half of \"it\"", "do\nthis"),
          Finding.missing("kvm", "none", "buy one"));

  @Test
  void textHasALineForEachAndOneForTheFix() {
    assertEquals(
        """
        OK       box                 one was started
        limited  cgroups             half of "it"
                                     fix: do\\nthis
        missing  kvm                 none
                                     fix: buy one
        """,
        Doctor.text(FINDINGS));
  }

  @Test
  void jsonIsOneLineOfTheShapeInTheHelp() {
    assertEquals(
        "{\"boxes\":true,\"checks\":["
            + "{\"name\":\"box\",\"state\":\"ok\",\"what\":\"one was started\",\"fix\":null},"
            + "{\"name\":\"cgroups\",\"state\":\"limited\",\"what\":\"half of \\\"it\\\"\","
            + "\"fix\":\"do\\nthis\"},"
            + "{\"name\":\"kvm\",\"state\":\"missing\",\"what\":\"none\",\"fix\":\"buy one\"}]}\n",
        Doctor.json(FINDINGS));
  }

  @Test
  void boxesCanBeStartedWhereOneWas() {
    assertTrue(Doctor.canStart(FINDINGS));
    assertFalse(Doctor.canStart(List.of(Finding.missing("box", "no", "why"))));
    assertFalse(Doctor.canStart(List.of()));
  }
}
