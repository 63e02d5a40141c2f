package dev.limpet.toolchain.fuzz;

import dev.limpet.toolchain.fuzz.Code.Compound;
import dev.limpet.toolchain.fuzz.Code.Line;
import dev.limpet.toolchain.fuzz.Code.Part;
import dev.limpet.toolchain.fuzz.Piece.Text;
import dev.limpet.toolchain.fuzz.Statements.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Makes try statements: catch, multi-catch, finally, resources, nested up to {@link
 * Features#TRY_DEPTH}.
 */
final class TryStatements {
  /**
   * What is caught, from the particular to the general; the first {@link #UNRELATED} do not extend
   * each other.
   */
  private static final List<String> CAUGHT =
      List.of(
          "ArithmeticException",
          "ArrayIndexOutOfBoundsException",
          "NullPointerException",
          "ClassCastException",
          "Uy",
          "IllegalStateException",
          "NumberFormatException",
          "ArrayStoreException",
          "NegativeArraySizeException",
          "UnsupportedOperationException",
          "ConcurrentModificationException",
          "NoSuchElementException",
          "StringIndexOutOfBoundsException",
          "IndexOutOfBoundsException",
          "IllegalArgumentException",
          "Ux",
          "Ck",
          "RuntimeException",
          "RuntimeException",
          "Exception",
          "Er",
          "Throwable");

  private static final int UNRELATED = 13;

  private final Generator gen;
  private final Statements statements;
  private final Features features;
  private int nesting;
  private int names;

  TryStatements(Generator gen, Statements statements, Features features) {
    this.gen = gen;
    this.statements = statements;
    this.features = features;
  }

  boolean allowed() {
    return nesting < features.tryDepth();
  }

  /** Adds a try statement; false when control cannot pass it. */
  boolean statement(List<Code> to, boolean mayLeave) {
    SplitMix64 random = gen.random;
    nesting++;
    gen.count(nesting > 1 ? "nested-try" : "try");
    var parts = new ArrayList<Part>();
    boolean resources = features.has("try-with-resources") && random.chance(15);
    List<String> catches = catches(random.below(4));
    boolean ensure = features.has("finally") && random.chance(45);
    if (!resources && catches.isEmpty() && !ensure) {
      catches = List.of("RuntimeException");
    }
    int mark = gen.scope.mark();
    var head = new ArrayList<Piece>();
    head.add(new Text("try"));
    if (resources) {
      resources(head);
    }
    Body body = statements.block(5, mayLeave);
    gen.scope.release(mark);
    var code = new ArrayList<>(body.code());
    if (catches.contains("Ck")) {
      code.addFirst(new Line(List.of(new Text("T.ck("), gen.expr(Type.INT, 2), new Text(");"))));
    }
    parts.add(new Part(head, code, false));
    boolean completes = body.completes();
    for (String type : catches) {
      gen.count(type.contains("|") ? "multi-catch" : "catch");
      String name = "e" + names++;
      Body handler = statements.handler(name, 3, mayLeave);
      parts.add(new Part("catch (" + type + " " + name + ")", handler.code(), true));
      completes |= handler.completes();
    }
    if (ensure) {
      gen.count("finally");
      Body last = statements.block(3, mayLeave && features.has("leaving-finally"));
      parts.add(new Part("finally", last.code(), true));
      completes &= last.completes();
    }
    to.add(new Compound(parts));
    nesting--;
    return completes;
  }

  private void resources(List<Piece> head) {
    gen.count("try-with-resources");
    head.add(new Text(" ("));
    for (int i = gen.random.between(1, 2); i > 0; i--) {
      head.add(new Text("Res " + gen.freshName() + " = new Res(" + gen.random.below(100) + ", "));
      head.add(gen.expr(Type.INT, 2));
      head.add(new Text(i > 1 ? "); " : "))"));
    }
  }

  private List<String> catches(int count) {
    if (!features.has("catch")) {
      return List.of();
    }
    var chosen = new TreeSet<Integer>();
    for (int i = 0; i < count; i++) {
      chosen.add(gen.random.below(CAUGHT.size()));
    }
    var catches = new ArrayList<String>();
    boolean join = false;
    for (int at : chosen) {
      String type = CAUGHT.get(at);
      if (type.equals("Ck") && !gen.callsAllowed) {
        continue;
      }
      if (catches.contains(type)) {
        continue;
      }
      if (join && at < UNRELATED) {
        catches.set(catches.size() - 1, catches.getLast() + " | " + type);
      } else {
        catches.add(type);
      }
      join = at < UNRELATED && gen.random.chance(30);
    }
    return catches;
  }
}
