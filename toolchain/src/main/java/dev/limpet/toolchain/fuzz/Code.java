package dev.limpet.toolchain.fuzz;

import java.util.List;

/** A generated statement. */
sealed interface Code {
  /** A statement without a body of its own. */
  record Line(List<Piece> pieces) implements Code {
    public Line {
      pieces = List.copyOf(pieces);
    }

    static Line of(String text) {
      return new Line(List.of(new Piece.Text(text)));
    }
  }

  /** {@code head { body } head { body } … tail}: loops, if, try, switch and its arms. */
  record Compound(List<Part> parts, List<Piece> tail) implements Code {
    public Compound {
      parts = List.copyOf(parts);
      tail = List.copyOf(tail);
    }

    Compound(List<Part> parts) {
      this(parts, List.of());
    }
  }

  /** One head with its body; an {@code optional} one may be dropped and leaves Java. */
  record Part(List<Piece> head, List<Code> body, boolean optional) {
    public Part {
      head = List.copyOf(head);
      body = List.copyOf(body);
    }

    Part(String head, List<Code> body, boolean optional) {
      this(List.of(new Piece.Text(head)), body, optional);
    }
  }
}
