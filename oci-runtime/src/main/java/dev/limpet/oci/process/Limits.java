package dev.limpet.oci.process;

import java.util.List;

/** The resource limits of setrlimit(2). */
final class Limits {
  /** By number. */
  private static final List<String> NAMES =
      List.of(
          "RLIMIT_CPU",
          "RLIMIT_FSIZE",
          "RLIMIT_DATA",
          "RLIMIT_STACK",
          "RLIMIT_CORE",
          "RLIMIT_RSS",
          "RLIMIT_NPROC",
          "RLIMIT_NOFILE",
          "RLIMIT_MEMLOCK",
          "RLIMIT_AS",
          "RLIMIT_LOCKS",
          "RLIMIT_SIGPENDING",
          "RLIMIT_MSGQUEUE",
          "RLIMIT_NICE",
          "RLIMIT_RTPRIO",
          "RLIMIT_RTTIME");

  private Limits() {}

  /** The number of a limit, or -1. */
  static int number(String name) {
    return NAMES.indexOf(name);
  }
}
