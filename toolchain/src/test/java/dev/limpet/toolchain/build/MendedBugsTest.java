package dev.limpet.toolchain.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.toolchain.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of src/test/repro, each of which shows a bug of the compiler as it comes: built with
 * our passes they do what they do on the JVM.
 */
class MendedBugsTest {
  private static final Path REPRO = Path.of("src/test/repro");
  private static final List<String> EXHAUSTING = List.of("HeapExhausted", "StackExhausted");

  @TempDir static Path folder;

  @BeforeAll
  static void build() throws IOException {
    Path classes = folder.resolve("classes");
    StringBuilder all =
        new StringBuilder("public class All { public static void main(String[] a) {\n");
    for (String name : names()) {
      Sources.compile(classes, name, Files.readString(REPRO.resolve(name + ".java")));
      if (!EXHAUSTING.contains(name)) {
        all.append("System.out.println(\"").append(name).append("\");\n");
        all.append("try { ").append(name).append(".main(a); }");
        all.append(" catch (Exception e) { System.out.println(e.getClass().getName()); }\n");
      }
    }
    Sources.compile(classes, "All", all.append("}}").toString());
    Settings settings = new Settings(folder.resolve("out"), Target.host()).withoutLint();
    new Driver(settings)
        .build(
            List.of(
                new Program("all", "All", List.of(classes)),
                new Program("heap", "HeapExhausted", List.of(classes)),
                new Program("stack", "StackExhausted", List.of(classes)),
                new Program("few", "ManyArguments", List.of(classes), List.of(), 1 << 20)));
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(REPRO)) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .sorted()
          .toList();
    }
  }

  @Test
  void eachProgramDoesNativelyWhatItDoesOnTheJvm() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    Ended jvm = run(java, "-cp", folder.resolve("classes").toString(), "All");
    Ended binary = run(folder.resolve("out/all").toString());
    assertTrue(names().size() > 9, "programs are missing");
    assertEquals(jvm.out, binary.out);
    assertEquals(jvm.code, binary.code, binary.err);
  }

  @Test
  void exhaustedMemoryAndStackEndInOneLine() throws Exception {
    for (String program : List.of("heap", "stack")) {
      assertEndsInOneLine(run(folder.resolve("out").resolve(program).toString()));
    }
  }

  @Test
  void argumentsTooManyForTheHeapEndInOneLine() throws Exception {
    assertEndsInOneLine(run(arguments(100_000)));
    // As many as fit: nothing of them is lost.
    Ended some = run(arguments(2));
    assertEquals("2 " + (31 * "0".hashCode() + "1".hashCode()) + "\n", some.out, some.err);
  }

  private static String[] arguments(int count) {
    return Stream.concat(
            Stream.of(folder.resolve("out/few").toString()),
            Stream.iterate(0, i -> i + 1).limit(count).map(String::valueOf))
        .toArray(String[]::new);
  }

  private static void assertEndsInOneLine(Ended ended) {
    assertEquals(125, ended.code, ended.err);
    assertEquals(1, ended.err.lines().count(), ended.err);
    assertFalse(ended.err.isBlank());
  }

  /** How a process ended. */
  private record Ended(int code, String out, String err) {}

  private static Ended run(String... command) throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "err", "");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }
}
