package dev.limpet.sandbox;

/**
 * The version of a kernel; -1 for what its release does not tell.
 *
 * @param major 6 of 6.1.0-56-cloud-amd64
 * @param minor 1 of it
 */
public record KernelRelease(int major, int minor) {
  public static KernelRelease parse(String release) {
    int dot = release.indexOf('.');
    return new KernelRelease(leading(release), dot < 0 ? -1 : leading(release.substring(dot + 1)));
  }

  public boolean isAtLeast(int major, int minor) {
    return this.major > major || (this.major == major && this.minor >= minor);
  }

  /** The number that {@code text} begins with, or -1. */
  private static int leading(String text) {
    int number = -1;
    for (int i = 0; i < text.length() && i < 6; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return number;
      }
      number = Math.max(number, 0) * 10 + digit;
    }
    return number;
  }
}
