package dev.limpet.cli.full.doctor;

/** The kernel's version. */
final class KernelCheck implements Check {
  private static final int MAJOR = 5;
  private static final int MINOR = 12;

  @Override
  public Finding find(Facts facts) {
    String release = facts.text("/proc/sys/kernel/osrelease");
    int dot = release.indexOf('.');
    int major = leading(release);
    int minor = dot < 0 ? -1 : leading(release.substring(dot + 1));
    if (major > MAJOR || (major == MAJOR && minor >= MINOR)) {
      return Finding.ok("kernel", "Linux " + release);
    }
    return Finding.missing(
        "kernel",
        "Linux " + (release.isEmpty() ? "of an unknown version" : release) + " is too old",
        "5.12 or later is needed");
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
