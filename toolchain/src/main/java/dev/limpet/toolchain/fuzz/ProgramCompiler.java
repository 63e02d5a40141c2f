package dev.limpet.toolchain.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compiles generated programs. A unit that javac refuses becomes an empty one: the grammar knows
 * types, but not every rule of the language, and some units break the compiler itself.
 */
final class ProgramCompiler {
  private static final int ROUNDS = 6;

  /**
   * What javac made.
   *
   * @param program what was compiled in the end
   * @param refused what javac said to the units that were emptied, by name
   */
  record Compiled(Program program, Map<String, String> refused) {}

  private ProgramCompiler() {}

  /**
   * Compiles the program, emptying units until javac takes it.
   *
   * @param classes gets the class files
   */
  static Compiled compile(Program program, Path classes) throws IOException {
    var refused = new TreeMap<String, String>();
    Program current = program;
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> errors;
      try {
        errors = Javac.compile(current.sources(), classes);
      } catch (IllegalStateException broken) {
        errors = oneByOne(current, classes);
        if (errors.isEmpty()) {
          throw broken;
        }
      }
      if (errors.isEmpty()) {
        return new Compiled(current, refused);
      }
      var units = new ArrayList<FunctionUnit>();
      for (FunctionUnit unit : current.units()) {
        String error = errors.get(unit.name() + ".java");
        if (error != null) {
          refused.put(unit.name(), error);
        }
        units.add(error == null ? unit : unit.stub());
      }
      if (units.equals(current.units())) {
        throw new IllegalStateException("the frame of the program does not compile: " + errors);
      }
      current = current.of(units);
    }
    throw new IllegalStateException("javac refuses more and more: " + refused);
  }

  /** What is wrong with each unit, when a crash of javac hid it. */
  private static Map<String, String> oneByOne(Program program, Path classes) throws IOException {
    var errors = new LinkedHashMap<String, String>();
    for (FunctionUnit unit : program.units()) {
      List<FunctionUnit> alone =
          program.units().stream().map(u -> u.number() == unit.number() ? u : u.stub()).toList();
      List<Integer> callees = unit.callees();
      Program small =
          program.of(
              alone.stream()
                  .filter(u -> u.number() == unit.number() || callees.contains(u.number()))
                  .toList());
      try {
        errors.putAll(Javac.compile(small.sources(), classes));
      } catch (IllegalStateException broken) {
        errors.put(unit.name() + ".java", "javac crashed");
      }
    }
    return errors;
  }
}
