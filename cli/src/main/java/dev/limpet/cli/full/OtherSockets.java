package dev.limpet.cli.full;

import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompOperator;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.formats.seccomp.SeccompCompiler;
import java.util.List;

/**
 * A filter against what Landlock's rules on TCP ports do not see: a socket of MPTCP or SMC connects
 * to a TCP port, and falls back to TCP, but is no TCP socket. Sockets that io_uring makes pass no
 * filter.
 */
final class OtherSockets {
  /** To connect with the first data: Landlock does not look at that. */
  private static final long MSG_FASTOPEN = 0x20000000;

  private static final int EOPNOTSUPP = 95;
  private static final int ENOSYS = 38;
  private static final int EPROTONOSUPPORT = 93;
  private static final int EAFNOSUPPORT = 97;
  private static final int AF_SMC = 43;
  private static final int IPPROTO_SCTP = 132;
  private static final int IPPROTO_SMC = 256;
  private static final int IPPROTO_MPTCP = 262;

  /** The kernel looks at the lower half of the arguments only: they are int. */
  private static final long INT = 0xffffffffL;

  private static final SeccompProfile REFUSED =
      new SeccompProfile(
          SeccompAction.SCMP_ACT_ALLOW,
          0,
          List.of(
              fastOpen("sendto", 3),
              fastOpen("sendmsg", 2),
              fastOpen("sendmmsg", 3),
              socket(0, AF_SMC, EAFNOSUPPORT),
              socket(2, IPPROTO_MPTCP, EPROTONOSUPPORT),
              socket(2, IPPROTO_SMC, EPROTONOSUPPORT),
              socket(2, IPPROTO_SCTP, EPROTONOSUPPORT),
              new SeccompSyscall(
                  List.of("io_uring_setup"), SeccompAction.SCMP_ACT_ERRNO, ENOSYS, List.of())));

  private OtherSockets() {}

  static Seccomp refused(Architecture architecture) {
    return new Seccomp.Program(
        "no sockets beside TCP that reach its ports",
        SeccompCompiler.compile(REFUSED, architecture));
  }

  private static SeccompSyscall fastOpen(String call, int argument) {
    return new SeccompSyscall(
        List.of(call),
        SeccompAction.SCMP_ACT_ERRNO,
        EOPNOTSUPP,
        List.of(
            new SeccompArg(
                argument, MSG_FASTOPEN, MSG_FASTOPEN, SeccompOperator.SCMP_CMP_MASKED_EQ)));
  }

  private static SeccompSyscall socket(int argument, int value, int errno) {
    return new SeccompSyscall(
        List.of("socket"),
        SeccompAction.SCMP_ACT_ERRNO,
        errno,
        List.of(new SeccompArg(argument, INT, value, SeccompOperator.SCMP_CMP_MASKED_EQ)));
  }
}
