package dev.limpet.toolchain.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.toolchain.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: exit codes, and messages for the user. */
class LimpetcTest {
  @TempDir Path folder;

  private record Outcome(int code, String out, String err) {}

  private static Outcome limpetc(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      int code = Limpetc.run(List.of(arguments));
      return new Outcome(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void wrongCommandLinesEndWithTwoAndTheUsage() {
    for (String[] line :
        List.of(
            new String[] {},
            new String[] {"--out", "o"},
            new String[] {"--program", "p", "--main", "A"},
            new String[] {"--out", "o", "--program", "p"},
            new String[] {"--out", "o", "--main", "A"},
            new String[] {"--out", "o", "--program", "p/q", "--main", "A"},
            new String[] {"--out", "o", "--program", "p", "--main", "A", "--heap", "1x"},
            new String[] {"--out", "o", "--program", "p", "--main", "A", "--heap", "1k"},
            new String[] {"--out", "o", "--target", "vax"},
            new String[] {"--nonsense"})) {
      Outcome outcome = limpetc(line);
      assertEquals(2, outcome.code, () -> String.join(" ", line));
      assertTrue(outcome.err.contains("usage: limpetc"), outcome.err);
      assertTrue(outcome.err.startsWith("limpetc: "), outcome.err);
    }
  }

  @Test
  void severalProgramsAreBuiltByOneInvocation() throws IOException {
    var line = new ArrayList<>(List.of("--out", folder.resolve("out").toString(), "--no-lint"));
    for (String name : List.of("One", "Two")) {
      String source =
          "class "
              + name
              + " { public static void main(String[] a) { System.out.println(\""
              + name
              + "\"); } }";
      Path classes = Sources.compile(folder.resolve("classes"), name, source);
      line.addAll(List.of("--program", name, "--main", name, "--classes", classes.toString()));
    }
    Outcome first = limpetc(line.toArray(String[]::new));
    assertEquals(0, first.code, first.err);
    assertEquals(2, first.out.lines().count(), first.out);
    for (String name : List.of("One", "Two")) {
      var process = new ProcessBuilder(folder.resolve("out").resolve(name).toString()).start();
      assertEquals(
          name + "\n", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    assertFalse(Files.exists(folder.resolve("out/.work/One")));
    Outcome second = limpetc(line.toArray(String[]::new));
    assertEquals(new Outcome(0, "", ""), second);
  }

  @Test
  void aProblemIsPrintedAndEndsWithOne() {
    String source = "class Bad { public static void main(String[] a) { System.exit(3); } }";
    Path classes = Sources.compile(folder.resolve("bad"), "Bad", source);
    Outcome outcome =
        limpetc(
            "--out",
            folder.resolve("out").toString(),
            "--program",
            "bad",
            "--main",
            "Bad",
            "--classes",
            classes.toString());
    assertEquals(1, outcome.code);
    assertTrue(
        outcome.err.startsWith("limpetc: bad: Bad.main(Bad.java:1): java.lang.System.exit"),
        outcome.err);
  }
}
