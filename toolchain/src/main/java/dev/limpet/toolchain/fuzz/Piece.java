package dev.limpet.toolchain.fuzz;

import java.util.List;

/** A part of a generated line. */
sealed interface Piece {
  /** Fixed program text. */
  record Text(String text) implements Piece {}

  /** An expression: atomic or in parentheses, so that another may stand in its place. */
  record Expr(Type type, List<Piece> pieces) implements Piece {
    public Expr {
      pieces = List.copyOf(pieces);
    }

    static Expr plain(Type type) {
      return new Expr(type, List.of(new Text(type.plain)));
    }
  }

  /** The body of a lambda or of a switch arm, in braces; {@code last} is its return or yield. */
  record Block(List<Code> body, Code.Line last) implements Piece {
    public Block {
      body = List.copyOf(body);
    }
  }
}
