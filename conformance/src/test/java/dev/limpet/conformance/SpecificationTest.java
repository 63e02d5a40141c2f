package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        if (source == null || (method != null && !source.contains(" " + method + "("))) {
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
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.find(ROOT, 20, (file, attributes) -> isTest(file))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        sources.merge(name, Files.readString(file), String::concat);
      }
    }
    return sources;
  }

  private static boolean isTest(Path file) {
    return file.toString().contains("/src/test/java/") && file.toString().endsWith(".java");
  }
}
