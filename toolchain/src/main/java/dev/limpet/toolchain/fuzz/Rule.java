package dev.limpet.toolchain.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of the grammar file: {@code feature weight | template}.
 *
 * @param feature the name under which {@code --without} leaves it out and the coverage table counts
 *     it
 * @param weight how often it is taken, relative to the other rules of its section; 1 or more
 * @param tokens the template, cut at its holes
 * @param assigns the types of which a variable to assign must be in scope
 * @param calls whether it may throw a checked exception: calls of generated functions do
 */
record Rule(String feature, int weight, List<Token> tokens, Set<Type> assigns, boolean calls) {
  sealed interface Token {
    record Text(String text) implements Token {}

    record Hole(String name) implements Token {}
  }

  Rule {
    tokens = List.copyOf(tokens);
  }

  /**
   * @throws IllegalArgumentException when the line is not of that form
   */
  static Rule parse(String line) {
    int bar = line.indexOf('|');
    String[] head = bar < 0 ? new String[0] : line.substring(0, bar).trim().split("\\s+");
    if (head.length != 2) {
      throw new IllegalArgumentException("not 'feature weight | template': " + line);
    }
    List<Token> tokens = tokens(line.substring(bar + 1).trim());
    Set<Type> assigns =
        tokens.stream()
            .flatMap(t -> t instanceof Token.Hole(var n) ? Stream.of(n) : Stream.of())
            .filter(n -> n.startsWith("lv:"))
            .map(n -> Type.ofHole(n.substring(3)))
            .collect(Collectors.toUnmodifiableSet());
    boolean calls =
        tokens.contains(new Token.Hole("call"))
            || tokens.stream().anyMatch(t -> t instanceof Token.Text(var x) && x.contains("T.ck("));
    return new Rule(head[0], Integer.parseInt(head[1]), tokens, assigns, calls);
  }

  /** A hole is a name in braces; an opening brace of Java is doubled, a closing one is itself. */
  private static List<Token> tokens(String template) {
    var tokens = new ArrayList<Token>();
    var text = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '{') {
        text.append(c);
      } else if (template.charAt(i + 1) == '{') {
        text.append(c);
        i++;
      } else {
        int end = template.indexOf('}', i);
        if (!text.isEmpty()) {
          tokens.add(new Token.Text(text.toString()));
          text.setLength(0);
        }
        tokens.add(new Token.Hole(template.substring(i + 1, end)));
        i = end;
      }
    }
    if (!text.isEmpty()) {
      tokens.add(new Token.Text(text.toString()));
    }
    return tokens;
  }
}
