package dev.limpet.cli.full.doctor;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;

/** Landlock, and what its version gives. */
final class LandlockCheck implements Check {
  private static final String NAME = "landlock";

  /** From here on it knows ports of TCP. */
  private static final int PORTS = 4;

  /** From here on abstract sockets and signals stay in the box. */
  private static final int SCOPES = 6;

  @Override
  public Finding find(Facts facts) {
    int version = version(facts);
    if (version == 0) {
      return Finding.missing(
          NAME,
          "the kernel has none, or it is not switched on",
          "a kernel with CONFIG_SECURITY_LANDLOCK, and landlock in its parameter lsm=");
    }
    if (version < PORTS) {
      return Finding.limited(
          NAME,
          "version " + version + " knows no ports (--connect-tcp, --bind-tcp) and no scopes",
          "Linux 6.7 has the ports, 6.12 the scopes");
    }
    return version < SCOPES
        ? Finding.limited(
            NAME,
            "version " + version + " knows ports, but cannot keep abstract sockets and signals in",
            "Linux 6.12 can")
        : Finding.ok(NAME, "version " + version + ": ports, abstract sockets and signals");
  }

  private static int version(Facts facts) {
    try {
      return facts.kernel().landlock_create_ruleset(0, 0, Flags.LANDLOCK_CREATE_RULESET_VERSION);
    } catch (ErrnoException e) {
      return 0;
    }
  }
}
