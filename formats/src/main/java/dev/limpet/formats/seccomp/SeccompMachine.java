package dev.limpet.formats.seccomp;

/**
 * What rules of docker's may depend on. That a guest has no capability is the same everywhere.
 *
 * @param architecture the processor
 * @param kernel the kernel's version, the 5 of 5.12.1
 * @param major its major revision, the 12
 */
public record SeccompMachine(Architecture architecture, int kernel, int major) {
  /** The processor as docker calls it in {@code arches}, which is as Go does. */
  String goName() {
    return switch (architecture) {
      case X86_64 -> "amd64";
      case AARCH64 -> "arm64";
    };
  }

  /** The processor as OCI calls it in {@code architectures}. */
  String ociName() {
    return "SCMP_ARCH_" + architecture.name();
  }

  /** Whether the kernel is of this version or younger. */
  boolean isAtLeast(int otherKernel, int otherMajor) {
    return kernel > otherKernel || (kernel == otherKernel && major >= otherMajor);
  }

  /**
   * The machine.
   *
   * @param release such as {@code 6.1.0-13-amd64}
   * @throws IllegalArgumentException if it does not begin with two numbers
   */
  public static SeccompMachine of(Architecture architecture, String release) {
    int dot = release.indexOf('.');
    int end = dot + 1;
    while (end < release.length() && isDigit(release.charAt(end))) {
      end++;
    }
    int kernel = dot < 0 ? -1 : number(release.substring(0, dot));
    int major = dot < 0 ? -1 : number(release.substring(dot + 1, end));
    if (kernel < 0 || major < 0) {
      throw new IllegalArgumentException(release + " is no kernel's release");
    }
    return new SeccompMachine(architecture, kernel, major);
  }

  /** A number of one to four digits; -1 for anything else. */
  static int number(String text) {
    int number = text.isEmpty() || text.length() > 4 ? -1 : 0;
    for (int i = 0; i < text.length() && number >= 0; i++) {
      number = isDigit(text.charAt(i)) ? number * 10 + text.charAt(i) - '0' : -1;
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
