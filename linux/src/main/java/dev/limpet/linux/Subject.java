package dev.limpet.linux;

import org.jspecify.annotations.Nullable;

/** What a failed system call was called on, in the words of {@link ErrnoException}'s message. */
final class Subject {
  private Subject() {}

  /** A path below a descriptor, or the descriptor itself where the path is empty. */
  static String at(int dirfd, String path) {
    return path.isEmpty() ? descriptor(dirfd) : path;
  }

  static String descriptor(int fd) {
    return "descriptor " + fd;
  }

  /**
   * {@code proc on /proc}, {@code /usr on /newroot/usr}, or just the target for a change of one.
   */
  static String mount(@Nullable String source, String target, @Nullable String type) {
    String what = type != null ? type : source;
    return what == null ? target : what + " on " + target;
  }

  static String move(int fromFd, String fromPath, int toFd, String toPath) {
    return at(fromFd, fromPath) + " to " + at(toFd, toPath);
  }

  static String link(String target, String path) {
    return path + " to " + target;
  }

  static String option(@Nullable String key, @Nullable String value) {
    return key == null ? "" : value == null ? key : key + "=" + value;
  }

  static String rlimit(int resource) {
    return switch (resource) {
      case Flags.RLIMIT_FSIZE -> "RLIMIT_FSIZE";
      case Flags.RLIMIT_DATA -> "RLIMIT_DATA";
      case Flags.RLIMIT_NPROC -> "RLIMIT_NPROC";
      case Flags.RLIMIT_NOFILE -> "RLIMIT_NOFILE";
      default -> "limit " + resource;
    };
  }

  static String id(int id) {
    return "id " + Integer.toUnsignedString(id);
  }

  static String process(int pid) {
    return "process " + pid;
  }

  static String signal(int signal, int pid) {
    return Signals.name(signal) + " to " + process(pid);
  }
}
