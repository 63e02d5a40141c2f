package dev.limpet.toolchain.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rules of the resource {@code grammar.txt} by section, less the features left out. */
record Grammar(Map<String, List<Rule>> sections) {

  /**
   * @param without features whose rules are dropped
   * @throws IllegalArgumentException when a line cannot be read or a section would be empty
   */
  static Grammar load(Set<String> without) {
    var sections = new LinkedHashMap<String, List<Rule>>();
    List<Rule> section = new ArrayList<>();
    for (String raw : resource("grammar.txt").split("\n")) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        section =
            sections.computeIfAbsent(line.substring(1, line.length() - 1), n -> new ArrayList<>());
        continue;
      }
      Rule rule = Rule.parse(line);
      if (!without.contains(rule.feature())) {
        section.add(rule);
      }
    }
    // What only a feature that is left out uses goes with it; section() tells of anything else.
    sections.values().removeIf(List::isEmpty);
    return new Grammar(sections);
  }

  List<Rule> section(String name) {
    List<Rule> rules = sections.get(name);
    if (rules == null) {
      throw new IllegalArgumentException("the grammar has no section " + name);
    }
    return rules;
  }

  /** Every feature there is, sorted. */
  Set<String> features() {
    var features = new TreeSet<String>();
    sections.values().forEach(rules -> rules.forEach(r -> features.add(r.feature())));
    return features;
  }

  static String resource(String name) {
    try (InputStream in = Grammar.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the resource " + name + " is not beside the fuzzer's classes");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
