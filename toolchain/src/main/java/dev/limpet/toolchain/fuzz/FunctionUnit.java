package dev.limpet.toolchain.fuzz;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One generated function, in a class of its own.
 *
 * @param number its number in the program; the class is {@code F} and the number
 * @param members static fields and nested types
 * @param body the statements of the function
 * @param salt chooses the arguments it is called with
 * @param inputs which of the argument lists
 */
record FunctionUnit(
    int number, List<Code> members, List<Code> body, int salt, List<Integer> inputs) {
  /** Stands for the unit's own class name until it is rendered. */
  static final String SELF = "@";

  private static final Pattern CALL = Pattern.compile("\\bF(\\d+)\\.");

  FunctionUnit {
    members = List.copyOf(members);
    body = List.copyOf(body);
    inputs = List.copyOf(inputs);
  }

  FunctionUnit with(List<Code> otherMembers, List<Code> otherBody) {
    return new FunctionUnit(number, otherMembers, otherBody, salt, inputs);
  }

  FunctionUnit withInputs(List<Integer> otherInputs) {
    return new FunctionUnit(number, members, body, salt, otherInputs);
  }

  /** The same name and inputs, and nothing in it. */
  FunctionUnit stub() {
    return with(List.of(), List.of(Code.Line.of("return a;")));
  }

  FunctionUnit numbered(int other) {
    return new FunctionUnit(other, members, body, salt, inputs);
  }

  String name() {
    return "F" + number;
  }

  /** The numbers of the units it calls, itself left out. */
  List<Integer> callees() {
    var callees = new TreeSet<Integer>();
    Matcher m = CALL.matcher(Renderer.render(members, 0) + Renderer.render(body, 0));
    while (m.find()) {
      callees.add(Integer.parseInt(m.group(1)));
    }
    return List.copyOf(callees);
  }

  /** The length of its source: what the reducer makes smaller. */
  int size() {
    return Renderer.render(members, 0).length() + Renderer.render(body, 0).length() + inputs.size();
  }

  /** A compilation unit. */
  String source() {
    var s = new StringBuilder();
    s.append("package fz;\n\n");
    for (String i : List.of("java.util.*", "java.util.function.*", "java.util.stream.Collectors")) {
      s.append("import ").append(i).append(";\n");
    }
    s.append("\nfinal class ").append(name()).append(" {\n");
    s.append(Renderer.render(members, 2));
    s.append("  static long f(int a, long b, double c, String s, Object o, int k) throws Ck {\n");
    s.append("    if (k <= 0 || --T.fuel < 0) return a ^ b;\n");
    s.append(Renderer.render(body, 4));
    s.append("  }\n}\n");
    return s.toString().replace(SELF + ".", name() + ".");
  }
}
