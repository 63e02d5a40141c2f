package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every promise of SPECIFICATION.md names tests, and every test that it names exists. */
class SpecificationTest {
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:IT|Test))(?:\\.(\\w+))?`");
  private static final Path ROOT = Path.of(System.getProperty("limpet.root", ".."));

  @Test
  void everyPromiseNamesTestsThatExist() throws IOException {
    Map<String, String> sources = testSources();
    List<String> missing = new ArrayList<>();
    int promises = 0;
    for (String line : Files.readAllLines(ROOT.resolve("SPECIFICATION.md"))) {
      if (!line.startsWith("| ") || line.startsWith("| promise") || line.startsWith("| budget")) {
        continue;
      }
      promises++;
      Matcher test = TEST.matcher(line);
      boolean named = false;
      while (test.find()) {
        named = true;
        String source = sources.get(test.group(1));
        String method = test.group(2);
        if (source == null || method != null && !source.contains(" " + method + "(")) {
          missing.add(test.group());
        }
      }
      assertTrue(named, "no test: " + line);
    }
    assertTrue(promises > 20, "the table was not found");
    assertEquals(List.of(), missing);
  }

  /** Simple class name to source text, of all modules' tests. */
  private static Map<String, String> testSources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(SpecificationTest::walk)
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  SpecificationTest::read,
                  String::concat));
    }
  }

  private static Stream<Path> walk(Path directory) {
    try {
      return Files.walk(directory);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
