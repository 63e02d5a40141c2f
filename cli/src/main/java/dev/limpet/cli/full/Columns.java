package dev.limpet.cli.full;

import java.util.List;

/** A table for people: every column as wide as what is in it. */
final class Columns {
  private Columns() {}

  /** The rows as lines; all have the same number of cells. */
  static String of(List<String[]> rows) {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        out.append(row[i]);
        if (i < row.length - 1) {
          out.append(" ".repeat(widths[i] - row[i].length() + 2));
        }
      }
      out.append('\n');
    }
    return out.toString();
  }
}
