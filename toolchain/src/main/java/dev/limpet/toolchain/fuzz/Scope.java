package dev.limpet.toolchain.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The variables that can be named at a point of a generated function. */
final class Scope {
  /**
   * @param assignable whether generated code may assign it
   * @param capturable whether it is effectively final, so that a lambda may name it
   */
  record Variable(String name, Type type, boolean assignable, boolean capturable) {}

  private List<Variable> visible = new ArrayList<>();

  void declare(Variable variable) {
    visible.add(variable);
  }

  int mark() {
    return visible.size();
  }

  /** Forgets what was declared since {@code mark}. */
  void release(int mark) {
    visible.subList(mark, visible.size()).clear();
  }

  /** Hides all that a lambda may not name; the result is for {@link #restore}. */
  List<Variable> capture() {
    List<Variable> before = visible;
    visible = new ArrayList<>(before.stream().filter(Variable::capturable).toList());
    return before;
  }

  void restore(List<Variable> before) {
    visible = before;
  }

  List<Variable> where(Predicate<Variable> wanted) {
    return visible.stream().filter(wanted).toList();
  }

  List<Variable> assignable(Type type) {
    return where(v -> v.assignable() && v.type() == type);
  }
}
