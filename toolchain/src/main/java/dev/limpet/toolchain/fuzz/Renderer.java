package dev.limpet.toolchain.fuzz;

import java.util.List;

/** Writes generated code as Java source, indented. */
final class Renderer {
  private final StringBuilder out = new StringBuilder();
  private int indent;

  private Renderer(int indent) {
    this.indent = indent;
  }

  /** The statements as source text, each line indented by at least {@code indent} spaces. */
  static String render(List<Code> body, int indent) {
    var renderer = new Renderer(indent);
    renderer.body(body);
    return renderer.out.toString();
  }

  private void body(List<Code> body) {
    body.forEach(this::code);
  }

  private void code(Code code) {
    margin();
    switch (code) {
      case Code.Line(var pieces) -> pieces(pieces);
      case Code.Compound(var parts, var tail) -> {
        boolean first = true;
        for (Code.Part part : parts) {
          if (!first) {
            out.append(' ');
          }
          first = false;
          pieces(part.head());
          out.append(" {\n");
          indent += 2;
          body(part.body());
          indent -= 2;
          margin();
          out.append('}');
        }
        pieces(tail);
      }
    }
    out.append('\n');
  }

  private void pieces(List<Piece> pieces) {
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text(var text) -> out.append(text);
        case Piece.Expr expr -> pieces(expr.pieces());
        case Piece.Block(var body, var last) -> {
          out.append("{\n");
          indent += 4;
          body(body);
          code(last);
          indent -= 4;
          margin();
          out.append('}');
        }
      }
    }
  }

  private void margin() {
    out.repeat(" ", indent);
  }
}
