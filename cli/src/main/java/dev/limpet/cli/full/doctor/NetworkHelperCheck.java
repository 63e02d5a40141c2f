package dev.limpet.cli.full.doctor;

/** A program that gives a box a network without root. */
final class NetworkHelperCheck implements Check {
  private static final String NAME = "network";

  @Override
  public Finding find(Facts facts) {
    for (String helper : new String[] {"pasta", "slirp4netns"}) {
      String path = facts.program(helper);
      if (!path.isEmpty()) {
        return facts.status("/dev/net/tun") != null
            ? Finding.ok(NAME, path + " connects boxes (--net user)")
            : Finding.limited(
                NAME, path + " is there, and no /dev/net/tun for it to use", "modprobe tun");
      }
    }
    return Finding.missing(
        NAME,
        "nothing connects boxes without root (--net user)",
        "install the package passt, or slirp4netns");
  }
}
