package dev.limpet.toolchain.fuzz;

import dev.limpet.toolchain.fuzz.Code.Compound;
import dev.limpet.toolchain.fuzz.Code.Line;
import dev.limpet.toolchain.fuzz.Code.Part;
import dev.limpet.toolchain.fuzz.Piece.Text;
import java.util.ArrayList;
import java.util.List;

/** Makes switch statements of the old form, with fall-through, and of the new. */
final class SwitchStatements {
  private record Subject(Type type, String mask, List<String> labels) {}

  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject(Type.INT, " & 3", List.of("0", "1", "2", "3")),
          new Subject(Type.INT, " & 7", List.of("0", "1", "5", "7")),
          new Subject(
              Type.INT, "", List.of("0", "-1", "1000", "Integer.MIN_VALUE", "Integer.MAX_VALUE")),
          new Subject(Type.CHAR, "", List.of("'a'", "'b'", "'z'", "'0'")),
          new Subject(Type.STRING, "", List.of("\"\"", "\"a\"", "\"ab\"", "\"12\"")),
          new Subject(Type.COLOR, "", List.of("RED", "GREEN", "BLUE")));

  private final Generator gen;
  private final Statements statements;

  SwitchStatements(Generator gen, Statements statements) {
    this.gen = gen;
    this.statements = statements;
  }

  Code statement() {
    Subject subject = gen.random.pick(SUBJECTS);
    var head = new ArrayList<Piece>(List.of(new Text("switch (")));
    head.add(gen.expr(subject.type, 1));
    head.add(new Text(subject.mask + ")"));
    boolean arrows = gen.random.chance(50);
    gen.count(arrows ? "switch-arrow" : "switch-fall-through");
    var arms = new ArrayList<Code>();
    for (String label : labels(subject)) {
      var body = new ArrayList<>(statements.arm().code());
      if (!arrows && gen.random.chance(60)) {
        body.add(Line.of("if (k > -9) break;"));
      }
      String start = label.equals("default") ? "default" : "case " + label;
      arms.add(new Compound(List.of(new Part(start + (arrows ? " ->" : ":"), body, false))));
    }
    return new Compound(List.of(new Part(head, arms, false)));
  }

  /** Some of the labels, now and then two in one, with default anywhere or nowhere. */
  private List<String> labels(Subject subject) {
    var labels = new ArrayList<String>();
    boolean join = false;
    for (String label : subject.labels) {
      if (gen.random.chance(25)) {
        continue;
      }
      if (join) {
        labels.set(labels.size() - 1, labels.getLast() + ", " + label);
      } else {
        labels.add(label);
      }
      join = gen.random.chance(20);
    }
    if (labels.isEmpty() || gen.random.chance(70)) {
      labels.add(gen.random.below(labels.size() + 1), "default");
    }
    return labels;
  }
}
