package dev.limpet.formats.text;

import org.jspecify.annotations.Nullable;

/** The word that was probably meant. */
public final class Nearest {
  /** Words further off than this are no suggestion. */
  private static final int FAR = 3;

  /** So many letters say what a word will be; an option's dashes are two of them. */
  private static final int BEGINNING = 4;

  /** Longer words are not looked at: the time is the product of the lengths. */
  private static final int LONG = 64;

  private Nearest() {}

  /**
   * The first of {@code words} that is nearest to {@code typed}, of which one that goes on where
   * that ends is nearer than any other; null if none is near.
   */
  public static @Nullable String of(String typed, Iterable<String> words) {
    if (typed.length() >= BEGINNING) {
      for (String word : words) {
        if (word.startsWith(typed)) {
          return word;
        }
      }
    }
    String nearest = null;
    int least = FAR;
    for (String word : words) {
      int distance = typed.length() > LONG || word.length() > LONG ? FAR : distance(typed, word);
      if (distance < least && distance < word.length()) {
        least = distance;
        nearest = word;
      }
    }
    return nearest;
  }

  /**
   * How many letters were left out, put in, replaced or swapped with their neighbour (Damerau and
   * Levenshtein, optimal string alignment).
   */
  public static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
        least = Math.min(least, cost[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
