package dev.limpet.toolchain.fuzz;

import dev.limpet.toolchain.fuzz.Piece.Expr;
import dev.limpet.toolchain.fuzz.Piece.Text;
import dev.limpet.toolchain.fuzz.Scope.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes expressions of one function from the grammar. */
final class Generator {
  private static final int DEEPEST = 3;

  final SplitMix64 random;
  final Grammar grammar;
  final Scope scope = new Scope();
  final Statements statements;

  /** How often each feature was used, for the coverage table. */
  final Map<String, Integer> used = new TreeMap<>();

  /** Calls of generated functions that may appear, as text up to the opening parenthesis. */
  private final List<String> callees;

  /** False where the checked exception of a call could not pass. */
  boolean callsAllowed = true;

  private int names;

  Generator(SplitMix64 random, Grammar grammar, Features features, List<String> callees) {
    this.random = random;
    this.grammar = grammar;
    this.callees = List.copyOf(callees);
    this.statements = new Statements(this, features);
  }

  String freshName() {
    return "v" + names++;
  }

  void count(String feature) {
    used.merge(feature, 1, Integer::sum);
  }

  /** An expression of this type, smaller the greater {@code depth} is. */
  Expr expr(Type type, int depth) {
    if (depth >= DEEPEST || random.chance(depth * 22 - 10)) {
      return leaf(type);
    }
    return new Expr(type, fill(choose(type.hole), depth));
  }

  /** A variable or a literal. */
  Expr leaf(Type type) {
    List<Variable> candidates = scope.where(v -> v.type() == type);
    if (!candidates.isEmpty() && random.chance(75)) {
      return new Expr(type, List.of(new Text(random.pick(candidates).name())));
    }
    return literal(type);
  }

  Expr literal(Type type) {
    String section = "lit." + type.hole;
    return new Expr(type, fill(choose(section), DEEPEST));
  }

  Rule choose(String section) {
    List<Rule> rules =
        grammar.section(section).stream()
            .filter(r -> callsAllowed || !r.calls())
            .filter(r -> r.assigns().stream().allMatch(t -> !scope.assignable(t).isEmpty()))
            .toList();
    if (rules.isEmpty()) {
      throw new IllegalStateException("no rule of section " + section + " can be used here");
    }
    int at = random.below(rules.stream().mapToInt(Rule::weight).sum());
    for (Rule rule : rules) {
      at -= rule.weight();
      if (at < 0) {
        count(rule.feature());
        return rule;
      }
    }
    throw new AssertionError("weights changed while choosing");
  }

  /** The rule's template with every hole filled; it must have no body. */
  List<Piece> fill(Rule rule, int depth) {
    var filler = new Filler(depth);
    for (Rule.Token token : rule.tokens()) {
      switch (token) {
        case Rule.Token.Text(var text) -> filler.pieces.add(new Text(text));
        case Rule.Token.Hole(var name) -> filler.hole(name);
      }
    }
    filler.close();
    return filler.pieces;
  }

  /** {@code F3.f(…, k - 1)} with fresh arguments. */
  private List<Piece> call(int depth) {
    return List.of(
        new Text(random.pick(callees) + "("),
        expr(Type.INT, depth + 1),
        new Text(", "),
        expr(Type.LONG, depth + 1),
        new Text(", "),
        expr(Type.DOUBLE, depth + 1),
        new Text(", "),
        expr(Type.STRING, depth + 1),
        new Text(", "),
        expr(Type.OBJECT, depth + 1),
        new Text(", k - 1)"));
  }

  /** The state of filling one template. */
  final class Filler {
    final List<Piece> pieces = new ArrayList<>();
    private final int depth;
    private final int mark = scope.mark();
    private final List<Variable> later = new ArrayList<>();
    private final List<Variable> inBody = new ArrayList<>();
    private String last = "";
    private List<Variable> hidden = List.of();
    private boolean callsBefore;

    Filler(int depth) {
      this.depth = depth;
    }

    void hole(String name) {
      char kind = name.charAt(0);
      String rest = name.substring(1);
      switch (kind) {
        case '?' -> pieces.add(new Text(random.pick(List.of(rest.split(" ")))));
        case '#', '~' -> {
          last = freshName();
          pieces.add(new Text(last));
          if (!rest.isEmpty()) {
            scope.declare(new Variable(last, Type.ofHole(rest), false, kind == '#'));
          }
        }
        case '^' -> {
          last = freshName();
          pieces.add(new Text(last));
          if (!rest.isEmpty()) {
            inBody.add(new Variable(last, Type.ofHole(rest), false, true));
          }
        }
        case '+', '!' -> {
          last = freshName();
          pieces.add(new Text(last));
          later.add(new Variable(last, Type.ofHole(rest), kind == '+', kind == '!'));
        }
        case '@' -> pieces.add(new Text(last));
        case ';' -> scope.release(mark);
        case '[' -> {
          hidden = scope.capture();
          callsBefore = callsAllowed;
          callsAllowed = false;
        }
        case ']' -> {
          scope.restore(hidden);
          callsAllowed = callsBefore;
        }
        default -> named(name);
      }
    }

    private void named(String name) {
      int colon = name.indexOf(':');
      if (colon > 0) {
        Type type = Type.ofHole(name.substring(colon + 1));
        switch (name.substring(0, colon)) {
          case "lit" -> pieces.add(literal(type));
          case "var" -> pieces.add(leaf(type));
          case "lv" -> pieces.add(new Text(random.pick(scope.assignable(type)).name()));
          case "return" -> pieces.add(statements.valueBlock("return", type));
          case "yield" -> pieces.add(statements.valueBlock("yield", type));
          default -> throw new IllegalArgumentException("no such hole: " + name);
        }
        return;
      }
      switch (name) {
        case "tag" -> pieces.add(new Text(Integer.toString(random.below(100))));
        case "call" -> pieces.addAll(call(depth));
        case "index" ->
            pieces.add(new Expr(Type.INT, Generator.this.fill(choose("index"), depth + 1)));
        default -> pieces.add(expr(Type.ofHole(name), depth + 1));
      }
    }

    /** Begins the names of the body. */
    void enterBody() {
      inBody.forEach(scope::declare);
    }

    /** Ends the names of this template; those of the block begin. */
    void close() {
      scope.release(mark);
      later.forEach(scope::declare);
    }
  }
}
