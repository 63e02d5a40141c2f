package dev.limpet.toolchain.fuzz;

import dev.limpet.toolchain.fuzz.Code.Compound;
import dev.limpet.toolchain.fuzz.Code.Line;
import dev.limpet.toolchain.fuzz.Code.Part;
import dev.limpet.toolchain.fuzz.Piece.Block;
import dev.limpet.toolchain.fuzz.Piece.Expr;
import java.util.ArrayList;
import java.util.List;

/** All trees that are one simplification away from a tree. Some of them are not legal Java. */
final class Variants {
  private Variants() {}

  /** Statements deleted in runs, replaced by their bodies, or simplified within. */
  static List<List<Code>> of(List<Code> list) {
    var variants = new ArrayList<List<Code>>();
    for (int run = list.size(); run >= 1; run = run / 2) {
      for (int from = 0; from + run <= list.size(); from += run) {
        variants.add(replace(list, from, from + run, List.of()));
      }
    }
    for (int i = 0; i < list.size(); i++) {
      for (List<Code> instead : of(list.get(i))) {
        variants.add(replace(list, i, i + 1, instead));
      }
    }
    return variants;
  }

  private static List<List<Code>> of(Code code) {
    var variants = new ArrayList<List<Code>>();
    switch (code) {
      case Line(var pieces) -> {
        for (List<Piece> p : ofPieces(pieces)) {
          variants.add(List.of(new Line(p)));
        }
      }
      case Compound(var parts, var tail) -> {
        for (int i = 0; i < parts.size(); i++) {
          Part part = parts.get(i);
          variants.add(part.body());
          if (part.optional()) {
            variants.add(List.of(new Compound(replace(parts, i, i + 1, List.of()), tail)));
          }
          for (List<Code> body : of(part.body())) {
            variants.add(with(parts, i, new Part(part.head(), body, part.optional()), tail));
          }
          for (List<Piece> head : ofPieces(part.head())) {
            variants.add(with(parts, i, new Part(head, part.body(), part.optional()), tail));
          }
        }
        for (List<Piece> t : ofPieces(tail)) {
          variants.add(List.of(new Compound(parts, t)));
        }
      }
    }
    return variants;
  }

  private static List<Code> with(List<Part> parts, int at, Part part, List<Piece> tail) {
    return List.of(new Compound(replace(parts, at, at + 1, List.of(part)), tail));
  }

  /** Expressions replaced by a part of the same type or by the plainest of the type. */
  private static List<List<Piece>> ofPieces(List<Piece> pieces) {
    var variants = new ArrayList<List<Piece>>();
    for (int i = 0; i < pieces.size(); i++) {
      switch (pieces.get(i)) {
        case Piece.Text text -> {}
        case Expr expr -> {
          for (Piece instead : of(expr)) {
            variants.add(replace(pieces, i, i + 1, List.of(instead)));
          }
        }
        case Block(var body, var last) -> {
          for (List<Code> b : of(body)) {
            variants.add(replace(pieces, i, i + 1, List.of(new Block(b, last))));
          }
          for (List<Piece> l : ofPieces(last.pieces())) {
            variants.add(replace(pieces, i, i + 1, List.of(new Block(body, new Line(l)))));
          }
        }
      }
    }
    return variants;
  }

  private static List<Piece> of(Expr expr) {
    var variants = new ArrayList<Piece>();
    Expr plain = Expr.plain(expr.type());
    if (!expr.equals(plain)) {
      variants.add(plain);
    }
    for (Piece piece : expr.pieces()) {
      if (piece instanceof Expr inner && inner.type() == expr.type()) {
        variants.add(inner);
      }
    }
    for (List<Piece> pieces : ofPieces(expr.pieces())) {
      variants.add(new Expr(expr.type(), pieces));
    }
    return variants;
  }

  private static <T> List<T> replace(List<T> list, int from, int to, List<T> by) {
    var copy = new ArrayList<T>(list.subList(0, from));
    copy.addAll(by);
    copy.addAll(list.subList(to, list.size()));
    return copy;
  }
}
