package dev.limpet.formats.seccomp;

/** Where struct seccomp_data (linux/seccomp.h) has its fields, little-endian; in bytes. */
public final class SeccompData {
  public static final int NR = 0;
  public static final int ARCH = 4;

  /** The struct's size in 32-bit words. */
  public static final int WORDS = 16;

  private SeccompData() {}

  /** The lower half of argument {@code index}, 0 to 5. */
  public static int argLow(int index) {
    return 16 + 8 * index;
  }

  /** The upper half of argument {@code index}, 0 to 5. */
  public static int argHigh(int index) {
    return argLow(index) + 4;
  }

  /**
   * The struct for a call of {@code nr} under the ABI {@code auditArch}, as {@link #WORDS} words.
   */
  public static int[] words(int nr, int auditArch, long... args) {
    int[] words = new int[WORDS];
    words[NR / 4] = nr;
    words[ARCH / 4] = auditArch;
    for (int i = 0; i < args.length; i++) {
      words[argLow(i) / 4] = (int) args[i];
      words[argHigh(i) / 4] = (int) (args[i] >>> 32);
    }
    return words;
  }
}
