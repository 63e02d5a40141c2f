package dev.limpet.toolchain.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A generated program: units of which each may call those before it.
 *
 * @param seed of the campaign
 * @param number of the program within it
 */
record Program(long seed, long number, List<FunctionUnit> units) {
  /** The class whose main runs every unit, or with a number as argument that one. */
  static final String MAIN = "fz.Main";

  private static final int CHUNK = 50;

  Program {
    units = List.copyOf(units);
  }

  /**
   * The program of that number in the campaign of that seed.
   *
   * @param used receives how often each feature was used
   */
  static Program generate(
      long seed, long number, int functions, Features features, Map<String, Integer> used) {
    Grammar grammar = Grammar.load(features.without());
    var units = new ArrayList<FunctionUnit>();
    for (int i = 0; i < functions; i++) {
      var random = SplitMix64.of(seed, number * 1_000_003L + i);
      var generator = new UnitGenerator(random, grammar, features, i);
      units.add(generator.generate());
      generator.used().forEach((k, v) -> used.merge(k, v, Integer::sum));
    }
    return new Program(seed, number, units);
  }

  /** The program with these units only. */
  Program of(List<FunctionUnit> some) {
    return new Program(seed, number, some);
  }

  /** Source text by file name. */
  Map<String, String> sources() {
    var sources = new LinkedHashMap<String, String>();
    sources.put("Prelude.java", Grammar.resource("Prelude.java"));
    for (FunctionUnit unit : units) {
      sources.put(unit.name() + ".java", unit.source());
    }
    sources.put("Main.java", main());
    return sources;
  }

  /** The unit of that number and those that it can reach by calls, in order. */
  List<FunctionUnit> closure(int unit) {
    var wanted = new TreeSet<Integer>(List.of(unit));
    for (int i = units.size() - 1; i >= 0; i--) {
      if (wanted.contains(units.get(i).number())) {
        wanted.addAll(units.get(i).callees());
      }
    }
    return units.stream().filter(u -> wanted.contains(u.number())).toList();
  }

  /** Two methods per {@link #CHUNK} units: one names the calls, one does them. */
  private String main() {
    var main = new StringBuilder("package fz;\n\npublic final class Main {\n");
    main.append("  public static void main(String[] args) {\n");
    main.append("    int only = args.length == 0 ? -1 : Integer.parseInt(args[0]);\n");
    var rest = new StringBuilder();
    for (int from = 0; from < units.size(); from += CHUNK) {
      main.append("    go").append(from).append("(only);\n");
      List<FunctionUnit> chunk = units.subList(from, Math.min(units.size(), from + CHUNK));
      chunk(from, chunk, rest);
    }
    return main.append("    System.out.println(\"end\");\n  }\n").append(rest) + "}\n";
  }

  private static void chunk(int name, List<FunctionUnit> chunk, StringBuilder to) {
    to.append("\n  private static void go").append(name).append("(int only) {\n");
    for (FunctionUnit unit : chunk) {
      int number = unit.number();
      to.append("    if (only < 0 || only == ").append(number).append(") {\n      run");
      to.append(name).append("(").append(number).append(", ").append(unit.salt()).append(", ");
      to.append(unit.inputs().getFirst()).append(", ").append(unit.inputs().getLast());
      to.append(");\n    }\n");
    }
    to.append("  }\n\n  private static void run").append(name);
    to.append("(int unit, int salt, int from, int to) {\n");
    to.append("    for (int i = from; i <= to; i++) {\n      T.start(unit, salt, i);\n");
    to.append("      try {\n        T.done(call").append(name);
    to.append("(unit, T.a(), T.b(), T.c(), T.s(), T.o()));\n");
    to.append("      } catch (Throwable e) {\n        T.fail(e);\n      }\n    }\n  }\n\n");
    to.append("  private static long call").append(name);
    to.append("(int unit, int a, long b, double c, String s, Object o) throws Ck {\n");
    to.append("    return switch (unit) {\n");
    for (FunctionUnit unit : chunk) {
      to.append("      case ").append(unit.number()).append(" -> ").append(unit.name());
      to.append(".f(a, b, c, s, o, 3);\n");
    }
    to.append("      default -> 0;\n    };\n  }\n");
  }
}
