package dev.limpet.toolchain.fuzz;

import dev.limpet.toolchain.fuzz.Code.Compound;
import dev.limpet.toolchain.fuzz.Code.Line;
import dev.limpet.toolchain.fuzz.Code.Part;
import dev.limpet.toolchain.fuzz.Piece.Text;
import dev.limpet.toolchain.fuzz.Scope.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes statements and blocks of one function. */
final class Statements {
  private static final int DEEPEST = 6;

  /**
   * Statements in order.
   *
   * @param completes whether control can reach what follows, as javac sees it
   */
  record Body(List<Code> code, boolean completes) {}

  /** The jumps that are legal at a point. */
  private record Jumps(
      List<String> loops, List<String> blocks, boolean breaks, String leave, @Nullable Type value) {
    /** Those of a function that gives a long. */
    static Jumps ofFunction() {
      return new Jumps(List.of(), List.of(), false, "return", Type.LONG);
    }
  }

  private final Generator gen;
  private final SplitMix64 random;
  private final TryStatements tries;
  private final SwitchStatements switches;

  private Jumps jumps = Jumps.ofFunction();
  private List<String> caught = List.of();
  private int budget;
  private int depth;
  private int labels;

  Statements(Generator gen, Features features) {
    this.gen = gen;
    this.random = gen.random;
    this.tries = new TryStatements(gen, this, features);
    this.switches = new SwitchStatements(gen, this);
  }

  /** The statements of a function body, about {@code size} of them. */
  List<Code> function(int size) {
    budget = size;
    var code = new ArrayList<Code>();
    while (budget > 0) {
      statement(code, false);
    }
    return code;
  }

  /** A block with names of its own; {@code mayLeave} if its end may be a jump without condition. */
  Body block(int atMost, boolean mayLeave) {
    int mark = gen.scope.mark();
    var code = new ArrayList<Code>();
    boolean completes = true;
    depth++;
    for (int n = random.between(1, atMost); n > 0 && budget > 0 && completes; n--) {
      completes = statement(code, mayLeave && n == 1);
    }
    if (completes && mayLeave && random.chance(12)) {
      code.add(jump());
      completes = false;
    }
    depth--;
    gen.scope.release(mark);
    return new Body(code, completes);
  }

  /** Adds one statement; false when control cannot pass it. */
  private boolean statement(List<Code> to, boolean mayLeave) {
    budget--;
    int kind = random.below(100);
    if (depth >= DEEPEST) {
      kind = random.below(42);
    }
    if (kind < 36) {
      to.add(new Line(gen.fill(gen.choose("simple"), 1)));
      return true;
    }
    if (kind < 42) {
      to.add(guarded());
      return true;
    }
    if (kind < 50) {
      return choice(to, mayLeave);
    }
    if (kind < 59) {
      to.add(loop());
      return true;
    }
    if (kind < 65) {
      to.add(switches.statement());
      return true;
    }
    if (kind < 67) {
      to.add(labelledBlock());
      return true;
    }
    if (tries.allowed()) {
      return tries.statement(to, mayLeave);
    }
    to.add(new Line(gen.fill(gen.choose("simple"), 1)));
    return true;
  }

  private boolean choice(List<Code> to, boolean mayLeave) {
    gen.count("if");
    var head = new ArrayList<Piece>(List.of(new Text("if (")));
    head.add(gen.expr(Type.BOOL, 1));
    head.add(new Text(")"));
    Body then = block(3, mayLeave);
    if (random.chance(50)) {
      to.add(new Compound(List.of(new Part(head, then.code(), false))));
      return true;
    }
    Body other = block(3, mayLeave);
    to.add(
        new Compound(
            List.of(new Part(head, then.code(), false), new Part("else", other.code(), true))));
    return then.completes() || other.completes();
  }

  /** A jump under a condition, sometimes one that always holds but no compiler knows. */
  private Code guarded() {
    var head = new ArrayList<Piece>(List.of(new Text("if (")));
    head.add(random.chance(25) ? new Text("k > -9") : gen.expr(Type.BOOL, 1));
    head.add(new Text(")"));
    return new Compound(List.of(new Part(head, List.of(jump()), false)));
  }

  private Line jump() {
    var options = new ArrayList<List<Piece>>();
    if (!jumps.loops.isEmpty()) {
      options.add(List.of(new Text("continue;")));
      options.add(List.of(new Text("break;")));
      options.add(List.of(new Text("continue " + random.pick(jumps.loops) + ";")));
      options.add(List.of(new Text("break " + random.pick(jumps.loops) + ";")));
    } else if (jumps.breaks) {
      options.add(List.of(new Text("break;")));
    }
    if (!jumps.blocks.isEmpty()) {
      options.add(List.of(new Text("break " + random.pick(jumps.blocks) + ";")));
    }
    Type value = jumps.value;
    if (value != null) {
      options.add(leave(jumps.leave, value));
    }
    options.add(
        List.of(
            new Text("throw new Ux(\"#" + random.below(100) + "\" + "),
            gen.leaf(Type.INT),
            new Text(");")));
    if (!caught.isEmpty()) {
      String e = random.pick(caught);
      options.add(List.of(new Text("throw " + e + ";")));
      options.add(List.of(new Text("throw new Uy(\"#again\", " + e + ");")));
    }
    List<Piece> chosen = random.pick(options);
    gen.count("jump");
    return new Line(chosen);
  }

  /** A yield takes a name: before a parenthesis it would read as a call. */
  private List<Piece> leave(String leave, Type type) {
    Piece value = gen.expr(type, 2);
    if (leave.equals("return")) {
      return List.of(new Text("return "), value, new Text(";"));
    }
    String name = gen.freshName();
    return List.of(
        new Text("final " + type.java + " " + name + " = "),
        value,
        new Text("; yield " + name + ";"));
  }

  private Code loop() {
    Rule rule = gen.choose("loop");
    var filler = gen.new Filler(1);
    String label = "L" + labels++;
    filler.pieces.add(new Text(label + ": "));
    List<Part> parts = new ArrayList<>();
    Jumps outer = jumps;
    for (Rule.Token token : rule.tokens()) {
      switch (token) {
        case Rule.Token.Text(var text) -> filler.pieces.add(new Text(text));
        case Rule.Token.Hole(var name) when name.endsWith("body") -> {
          var loops = new ArrayList<>(outer.loops);
          loops.add(label);
          jumps = new Jumps(loops, outer.blocks, false, outer.leave, outer.value);
          filler.enterBody();
          Body body = block(4, !name.equals("dobody"));
          jumps = outer;
          parts.add(new Part(filler.pieces, body.code(), false));
          filler.pieces.clear();
        }
        case Rule.Token.Hole(var name) -> filler.hole(name);
      }
    }
    List<Piece> tail = List.copyOf(filler.pieces);
    filler.close();
    return new Compound(parts, tail);
  }

  private Code labelledBlock() {
    gen.count("labelled-block");
    String label = "B" + labels++;
    Jumps outer = jumps;
    var blocks = new ArrayList<>(outer.blocks);
    blocks.add(label);
    jumps = new Jumps(outer.loops, blocks, outer.breaks, outer.leave, outer.value);
    Body body = block(4, false);
    jumps = outer;
    var code = new ArrayList<>(body.code());
    code.add(Line.of("if (k > 99) break " + label + ";"));
    return new Compound(List.of(new Part(label + ":", code, false)));
  }

  /** The body of a switch arm, from where break leaves the switch. */
  Body arm() {
    Jumps outer = jumps;
    jumps = new Jumps(outer.loops, outer.blocks, true, outer.leave, outer.value);
    Body body = block(3, false);
    jumps = outer;
    return body;
  }

  /** A catch block, with the exception under {@code name}. */
  Body handler(String name, int atMost, boolean mayLeave) {
    List<String> outer = caught;
    caught = new ArrayList<>(outer);
    caught.add(name);
    int mark = gen.scope.mark();
    gen.scope.declare(new Variable(name, Type.THROWN, false, true));
    Body body = block(atMost, mayLeave);
    gen.scope.release(mark);
    caught = outer;
    return body;
  }

  /**
   * The braces of a lambda or a switch arm, ending in {@code return expr;} or {@code yield expr;}.
   */
  Piece valueBlock(String leave, Type type) {
    Jumps outerJumps = jumps;
    List<String> outerCaught = caught;
    int outerBudget = budget;
    jumps = new Jumps(List.of(), List.of(), false, leave, type);
    caught = leave.equals("return") ? List.of() : caught;
    budget = Math.min(3, Math.max(1, outerBudget));
    int mark = gen.scope.mark();
    var code = new ArrayList<Code>();
    depth += 2;
    while (budget > 0) {
      statement(code, false);
    }
    depth -= 2;
    List<Piece> last = leave(leave, type);
    gen.scope.release(mark);
    budget = outerBudget - 1;
    caught = outerCaught;
    jumps = outerJumps;
    return new Piece.Block(code, new Line(last));
  }
}
