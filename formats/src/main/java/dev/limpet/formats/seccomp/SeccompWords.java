package dev.limpet.formats.seccomp;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompOperator;
import dev.limpet.formats.text.Nearest;
import java.util.ArrayList;
import java.util.List;

/** Words of a profile that stand for one of a few things. */
final class SeccompWords {
  /** Architectures as libseccomp and the OCI runtime specification name them. */
  private static final List<String> ARCHITECTURES =
      List.of(
          "SCMP_ARCH_NATIVE",
          "SCMP_ARCH_X86",
          "SCMP_ARCH_X86_64",
          "SCMP_ARCH_X32",
          "SCMP_ARCH_ARM",
          "SCMP_ARCH_AARCH64",
          "SCMP_ARCH_LOONGARCH64",
          "SCMP_ARCH_M68K",
          "SCMP_ARCH_MIPS",
          "SCMP_ARCH_MIPS64",
          "SCMP_ARCH_MIPS64N32",
          "SCMP_ARCH_MIPSEL",
          "SCMP_ARCH_MIPSEL64",
          "SCMP_ARCH_MIPSEL64N32",
          "SCMP_ARCH_PPC",
          "SCMP_ARCH_PPC64",
          "SCMP_ARCH_PPC64LE",
          "SCMP_ARCH_PARISC",
          "SCMP_ARCH_PARISC64",
          "SCMP_ARCH_RISCV64",
          "SCMP_ARCH_S390",
          "SCMP_ARCH_S390X",
          "SCMP_ARCH_SH",
          "SCMP_ARCH_SHEB");

  /** errno(3), the same on both architectures; the numbers that are left out have no name. */
  private static final String ERRNOS =
      """
      1 EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT
      ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG
      ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY
      ELOOP 42 ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR
      EXFULL ENOANO EBADRQC EBADSLT 59 EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE
      ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG
      ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK
      EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP
      EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET
      ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT
      ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL
      EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED
      EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON
      11 EWOULDBLOCK 35 EDEADLOCK 95 ENOTSUP
      """;

  private SeccompWords() {}

  /**
   * An action.
   *
   * @param agent whether there may be an agent that listens
   */
  static SeccompAction action(JsonValue value, boolean agent) {
    List<String> names = new ArrayList<>();
    for (SeccompAction action : SeccompAction.values()) {
      if (action.name().equals(value.asString())) {
        return agent ? action : usable(action, value);
      }
      names.add(action.name());
    }
    throw unknown(value, "action", names);
  }

  private static SeccompAction usable(SeccompAction action, JsonValue value) {
    if (action == SeccompAction.SCMP_ACT_NOTIFY) {
      throw JsonFields.wrong(
          value, "is SCMP_ACT_NOTIFY, which needs an agent that listens: a box has none");
    }
    return action;
  }

  static SeccompOperator operator(JsonValue value) {
    List<String> names = new ArrayList<>();
    for (SeccompOperator operator : SeccompOperator.values()) {
      if (operator.name().equals(value.asString())) {
        return operator;
      }
      names.add(operator.name());
    }
    throw unknown(value, "operator", names);
  }

  static String architecture(JsonValue value) {
    if (!ARCHITECTURES.contains(value.asString())) {
      throw unknown(value, "architecture", ARCHITECTURES);
    }
    return value.asString();
  }

  /**
   * The bit that the kernel knows the flag by.
   *
   * @param agent whether there may be an agent that listens
   */
  static int flag(JsonValue value, boolean agent) {
    return switch (value.asString()) {
      // Of all threads: the guest begins with one.
      case "SECCOMP_FILTER_FLAG_TSYNC" -> 0;
      case "SECCOMP_FILTER_FLAG_LOG" -> 1 << 1;
      case "SECCOMP_FILTER_FLAG_SPEC_ALLOW" -> 1 << 2;
      case "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV" -> {
        if (agent) {
          yield 1 << 5;
        }
        throw JsonFields.wrong(
            value,
            "is SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, which needs an agent that listens:"
                + " a box has none");
      }
      default ->
          throw unknown(
              value,
              "flag",
              List.of(
                  "SECCOMP_FILTER_FLAG_TSYNC",
                  "SECCOMP_FILTER_FLAG_LOG",
                  "SECCOMP_FILTER_FLAG_SPEC_ALLOW"));
    };
  }

  /** The number of an errno. */
  static int errno(JsonValue value) {
    SyscallTable errnos = SyscallTable.parse(ERRNOS);
    int number = errnos.number(value.asString());
    if (number < 0) {
      throw unknown(value, "errno", errnos.numbers().keySet());
    }
    return number;
  }

  private static RuntimeException unknown(JsonValue value, String what, Iterable<String> known) {
    String nearest = Nearest.of(value.asString(), known);
    return JsonFields.wrong(
        value,
        "is "
            + JsonWriter.quoted(value.asString())
            + ", which is no "
            + what
            + (nearest == null ? "" : "; did you mean " + nearest + "?"));
  }
}
