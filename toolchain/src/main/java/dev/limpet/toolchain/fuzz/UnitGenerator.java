package dev.limpet.toolchain.fuzz;

import dev.limpet.toolchain.fuzz.Code.Line;
import dev.limpet.toolchain.fuzz.Piece.Text;
import dev.limpet.toolchain.fuzz.Scope.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes one {@link FunctionUnit}: its fields, locals, statements and inputs. */
final class UnitGenerator {
  private static final List<Integer> INPUTS = List.of(0, 1, 2, 3, 4, 5);
  private static final int CALLEES = 6;

  private static final List<Type> EVERY = List.of(Type.values());

  private static final List<Type> NUMBERS =
      List.of(
          Type.INT,
          Type.LONG,
          Type.DOUBLE,
          Type.FLOAT,
          Type.BYTE,
          Type.SHORT,
          Type.CHAR,
          Type.BOOL,
          Type.INTS,
          Type.STRING);

  private static final List<Type> ALWAYS = List.of(Type.INT, Type.INT, Type.LONG);

  private final SplitMix64 random;
  private final Generator gen;
  private final int number;

  UnitGenerator(SplitMix64 random, Grammar grammar, Features features, int number) {
    this.random = random;
    this.number = number;
    var callees = new ArrayList<String>();
    callees.add(FunctionUnit.SELF + ".f");
    for (int i = Math.max(0, number - CALLEES); i < number; i++) {
      callees.add("F" + i + ".f");
    }
    this.gen = new Generator(random, grammar, features, callees);
  }

  FunctionUnit generate() {
    List<Code> members = members();
    for (Variable p :
        List.of(
            new Variable("a", Type.INT, false, true),
            new Variable("b", Type.LONG, false, true),
            new Variable("c", Type.DOUBLE, false, true),
            new Variable("s", Type.STRING, false, true),
            new Variable("o", Type.OBJECT, false, true))) {
      gen.scope.declare(p);
    }
    var body = new ArrayList<Code>();
    var locals = new ArrayList<Variable>();
    List<Type> types = new ArrayList<>(ALWAYS);
    for (int i = random.between(2, 4); i > 0; i--) {
      types.add(random.pick(random.chance(40) ? NUMBERS : EVERY));
    }
    for (Type type : types) {
      var v = new Variable(gen.freshName(), type, true, false);
      body.add(
          new Line(
              List.of(
                  new Text(type.java + " " + v.name() + " = "), gen.leaf(type), new Text(";"))));
      locals.add(v);
    }
    locals.forEach(gen.scope::declare);
    body.addAll(gen.statements.function(size()));
    for (Variable v : locals) {
      if (v.type() != Type.INT_FUNCTION
          && v.type() != Type.TEXT_FUNCTION
          && v.type() != Type.SUPPLIER) {
        body.add(Line.of("T.mix(" + v.name() + ");"));
      }
    }
    body.add(Line.of("return " + locals.get(0).name() + " + " + locals.get(2).name() + " * 3;"));
    return new FunctionUnit(number, members, body, random.below(100_000), INPUTS);
  }

  /** Most are small, so that one run has many; some are not. */
  private int size() {
    return random.chance(15) ? random.between(6, 12) : random.between(1, 4);
  }

  /** How often each feature was used so far. */
  Map<String, Integer> used() {
    return gen.used;
  }

  private List<Code> members() {
    var members = new ArrayList<Code>();
    for (int i = random.chance(30) ? random.between(1, 3) : 0; i > 0; i--) {
      Type type = random.pick(List.of(Type.values()));
      var v = new Variable("S" + i, type, true, true);
      members.add(
          new Line(
              List.of(
                  new Text("static " + type.java + " " + v.name() + " = "),
                  gen.literal(type),
                  new Text(";"))));
      gen.scope.declare(v);
    }
    return members;
  }
}
