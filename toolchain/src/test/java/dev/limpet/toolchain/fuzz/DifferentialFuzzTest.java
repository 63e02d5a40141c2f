package dev.limpet.toolchain.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random programs do natively what they do on the JVM: over 1,000 functions in every check. */
final class DifferentialFuzzTest {
  private static final Path KEEP = Path.of("target", "fuzz").toAbsolutePath();

  @Test
  void functionsOfTheFixedSeedBehaveAlike() throws IOException {
    compare(20260101, 2, 350);
  }

  @Test
  void functionsOfTodaysSeedBehaveAlike() throws IOException {
    compare(LocalDate.now(ZoneOffset.UTC).toEpochDay(), 2, 175);
  }

  private static void compare(long seed, int programs, int functions) throws IOException {
    System.out.println("differential fuzzing, seed " + seed);
    var plan =
        new Campaign.Plan(
            seed,
            0,
            programs,
            functions,
            new Features(Set.of()),
            new Bench.Mode(64 << 20, Main.NO_DEBUG, List.of()),
            KEEP,
            2,
            false);
    Campaign.Result result = new Campaign(plan, System.out).run();
    assertEquals(List.of(), result.mismatches(), "see the files in " + KEEP);
    assertTrue(result.functions() > 95L * programs * functions / 100, "javac refused too many");
    assertTrue(result.thrown() > result.calls() / 20, "exceptions are part of the comparison");
    assertTrue(result.thrown() < result.calls() / 2, "most calls come to their end");
  }
}
