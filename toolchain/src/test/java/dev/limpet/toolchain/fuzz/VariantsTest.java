package dev.limpet.toolchain.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.toolchain.fuzz.Code.Compound;
import dev.limpet.toolchain.fuzz.Code.Line;
import dev.limpet.toolchain.fuzz.Code.Part;
import dev.limpet.toolchain.fuzz.Piece.Expr;
import dev.limpet.toolchain.fuzz.Piece.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VariantsTest {
  private static final Expr ONE = new Expr(Type.INT, List.of(new Text("1")));

  private static List<String> rendered(List<Code> body) {
    return Variants.of(body).stream()
        .map(v -> Renderer.render(v, 0).replaceAll("\\s+", " "))
        .toList();
  }

  @Test
  void statementsAreDeletedAloneAndInRuns() {
    List<Code> body = List.of(Line.of("a;"), Line.of("b;"));
    assertEquals(List.of("", "b; ", "a; "), rendered(body));
  }

  @Test
  void aCompoundGivesWayToEachOfItsBodies() {
    Code compound =
        new Compound(
            List.of(
                new Part("try", List.of(Line.of("a;")), false),
                new Part("finally", List.of(Line.of("b;")), true)));
    List<String> variants = rendered(List.of(compound));
    assertTrue(variants.contains("a; "), variants::toString);
    assertTrue(variants.contains("b; "), variants::toString);
    assertTrue(variants.contains("try { a; } "), variants::toString);
    assertTrue(variants.contains("try { } finally { b; } "), variants::toString);
  }

  @Test
  void anExpressionGivesWayToItsPartsAndToThePlainest() {
    Expr sum = new Expr(Type.INT, List.of(new Text("("), ONE, new Text(" + x)")));
    List<String> variants =
        rendered(List.of(new Line(List.of(new Text("v = "), sum, new Text(";")))));
    assertEquals(List.of("", "v = 0; ", "v = 1; ", "v = (0 + x); "), variants);
  }
}
