package dev.limpet.linux;

/** The options of prctl(2) that may be used: those whose arguments are numbers, never addresses. */
final class PrctlOptions {
  private PrctlOptions() {}

  static boolean takesNumbersOnly(int option) {
    return !name(option).isEmpty();
  }

  /** The name of an option that is allowed, or the empty string. */
  static String name(int option) {
    return switch (option) {
      case Flags.PR_SET_PDEATHSIG -> "PR_SET_PDEATHSIG";
      case Flags.PR_GET_DUMPABLE -> "PR_GET_DUMPABLE";
      case Flags.PR_SET_DUMPABLE -> "PR_SET_DUMPABLE";
      case Flags.PR_GET_KEEPCAPS -> "PR_GET_KEEPCAPS";
      case Flags.PR_SET_KEEPCAPS -> "PR_SET_KEEPCAPS";
      case Flags.PR_GET_SECCOMP -> "PR_GET_SECCOMP";
      case Flags.PR_CAPBSET_READ -> "PR_CAPBSET_READ";
      case Flags.PR_CAPBSET_DROP -> "PR_CAPBSET_DROP";
      case Flags.PR_GET_SECUREBITS -> "PR_GET_SECUREBITS";
      case Flags.PR_SET_SECUREBITS -> "PR_SET_SECUREBITS";
      case Flags.PR_SET_CHILD_SUBREAPER -> "PR_SET_CHILD_SUBREAPER";
      case Flags.PR_SET_NO_NEW_PRIVS -> "PR_SET_NO_NEW_PRIVS";
      case Flags.PR_GET_NO_NEW_PRIVS -> "PR_GET_NO_NEW_PRIVS";
      case Flags.PR_CAP_AMBIENT -> "PR_CAP_AMBIENT";
      default -> "";
    };
  }
}
