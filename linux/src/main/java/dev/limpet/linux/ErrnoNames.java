package dev.limpet.linux;

/** The words for {@link Errno}'s numbers. */
final class ErrnoNames {
  private ErrnoNames() {}

  /** By number, from 1; a dash for numbers that no architecture here has. */
  private static final String NAMES =
      """
      EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES
      EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY
      ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK
      ENOSYS ENOTEMPTY ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH
      ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR ENODATA ETIME
      ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG
      EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ
      ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT
      EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE
      EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN
      ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY
      EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE
      ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL
      EHWPOISON
      """;

  static String name(int errno) {
    int at = 0;
    for (int number = 1; number < errno && at < NAMES.length(); number++) {
      at = end(at) + 1;
    }
    boolean known = errno > 0 && at < NAMES.length() && NAMES.charAt(at) != '-';
    return known ? NAMES.substring(at, end(at)) : "errno " + errno;
  }

  /** Where the word at {@code at} ends. */
  private static int end(int at) {
    int end = at;
    while (NAMES.charAt(end) > ' ') {
      end++;
    }
    return end;
  }

  /** Words for the errors that users of Limpet meet; the name says enough for the others. */
  static String message(int errno) {
    return switch (errno) {
      case Errno.EPERM -> "not permitted";
      case Errno.ENOENT -> "no such file or directory";
      case Errno.ESRCH -> "no such process";
      case Errno.EINTR -> "interrupted by a signal";
      case Errno.EIO -> "input or output failed";
      case Errno.ENXIO -> "no such device or address";
      case Errno.E2BIG -> "arguments and environment are too long";
      case Errno.ENOEXEC -> "not a format that can be executed";
      case Errno.EBADF -> "not an open descriptor";
      case Errno.ECHILD -> "no such child process";
      case Errno.EAGAIN -> "would have to wait, or a limit is reached";
      case Errno.ENOMEM -> "out of memory";
      case Errno.EACCES -> "permission denied";
      case Errno.EFAULT -> "bad address";
      case Errno.ENOTBLK -> "not a block device";
      case Errno.EBUSY -> "in use";
      case Errno.EEXIST -> "exists already";
      case Errno.EXDEV -> "crosses a mount point";
      case Errno.ENODEV -> "no such device or file system type";
      case Errno.ENOTDIR -> "not a directory";
      case Errno.EISDIR -> "is a directory";
      case Errno.EINVAL -> "invalid argument";
      case Errno.ENFILE -> "the system has too many open files";
      case Errno.EMFILE -> "the process has too many open files";
      case Errno.ENOTTY -> "not a terminal, or the wrong device for the request";
      case Errno.ETXTBSY -> "the program is open for writing";
      case Errno.EFBIG -> "file too large";
      case Errno.ENOSPC -> "no space left, or a limit on the number is reached";
      case Errno.ESPIPE -> "cannot seek";
      case Errno.EROFS -> "read-only file system";
      case Errno.EMLINK -> "too many links";
      case Errno.EPIPE -> "nobody reads at the other end";
      case Errno.ERANGE -> "out of range";
      case Errno.ENAMETOOLONG -> "name too long";
      case Errno.ENOSYS -> "the kernel does not have this call";
      case Errno.ENOTEMPTY -> "directory not empty";
      case Errno.ELOOP -> "too many symbolic links";
      case Errno.ENODATA -> "no such data";
      case Errno.EOVERFLOW -> "value too large";
      case Errno.EUSERS -> "too many users or namespaces";
      case Errno.EOPNOTSUPP -> "not supported";
      case Errno.EADDRINUSE -> "address in use";
      case Errno.EADDRNOTAVAIL -> "no such address here";
      case Errno.ENETUNREACH -> "network unreachable";
      case Errno.ECONNREFUSED -> "connection refused";
      case Errno.ETIMEDOUT -> "timed out";
      case Errno.ESTALE -> "stale handle";
      case Errno.EDQUOT -> "quota exceeded";
      default -> name(errno);
    };
  }
}
