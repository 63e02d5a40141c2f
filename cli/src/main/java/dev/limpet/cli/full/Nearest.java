package dev.limpet.cli.full;

import java.util.List;

/** Says which word was probably meant. */
final class Nearest {
  private Nearest() {}

  /**
   * {@code "; did you mean --rootfs? Or "} for the nearest of {@code words}, or {@code ": "}; a
   * hint at the help follows.
   */
  static String suggestion(String typed, List<String> words) {
    String nearest = dev.limpet.formats.text.Nearest.of(typed, words);
    return nearest == null ? ": " : "; did you mean " + nearest + "? Or ";
  }
}
