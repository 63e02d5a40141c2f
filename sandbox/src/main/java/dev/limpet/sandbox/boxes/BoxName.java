package dev.limpet.sandbox.boxes;

import dev.limpet.linux.Kernel;
import dev.limpet.linux.Randomness;
import dev.limpet.sandbox.RefusedException;

/** Names of boxes. */
public final class BoxName {
  /** The most characters. */
  public static final int MAX = 64;

  private static final String[] KINDS = {
    "able", "bold", "brave", "brisk", "calm", "clear", "deft", "eager", "early", "fair", "fast",
    "firm", "fleet", "fond", "glad", "grand", "keen", "kind", "light", "lucid", "merry", "neat",
    "plain", "proud", "quick", "quiet", "ready", "sharp", "solid", "spry", "stout", "warm",
  };

  private static final String[] THINGS = {
    "auk", "brill", "clam", "cod", "coot", "crab", "dab", "eel", "gull", "hake", "heron", "kelp",
    "krill", "ling", "moray", "mussel", "otter", "oyster", "pike", "plaice", "prawn", "puffin",
    "ray", "roach", "seal", "skate", "smelt", "squid", "tern", "trout", "whelk", "wrasse",
  };

  private BoxName() {}

  /**
   * {@code name}, if it is one.
   *
   * @throws RefusedException if it is none
   */
  public static String checked(String name) {
    if (!isName(name)) {
      throw new RefusedException(refusal(name));
    }
    return name;
  }

  /** What is to be said about a name that is none. */
  public static String refusal(String name) {
    return "the name "
        + (name.length() > MAX ? "of " + name.length() + " characters" : "'" + name + "'")
        + " is none for a box: 1 to "
        + MAX
        + " letters, digits, . _ - are, and the first is a letter or digit";
  }

  /** Whether {@code name} is one: it can then be no path to anywhere else. */
  public static boolean isName(String name) {
    boolean good = !name.isEmpty() && name.length() <= MAX;
    for (int i = 0; i < name.length() && good; i++) {
      char c = name.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      good = alphanumeric || (i > 0 && (c == '.' || c == '_' || c == '-'));
    }
    return good;
  }

  /** A name that is easy to say and probably free, such as {@code brisk-otter-7f}. */
  static String random(Kernel kernel) {
    byte[] chance = new Randomness(kernel).bytes(3);
    return KINDS[chance[0] & 31]
        + "-"
        + THINGS[chance[1] & 31]
        + "-"
        + Character.forDigit(chance[2] >> 4 & 15, 16)
        + Character.forDigit(chance[2] & 15, 16);
  }
}
