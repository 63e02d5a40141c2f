package dev.limpet.cli.full.doctor;

import dev.limpet.cli.full.TapDevice;

/** Whether a box can have a network without root: pasta(1) or slirp4netns(1), and a tap device. */
final class UserNetworkCheck implements Check {
  private static final String NAME = "user-network";

  @Override
  public Finding find(Facts facts) {
    String program = facts.program("pasta") == null ? "slirp4netns" : "pasta";
    if (facts.program(program) == null) {
      return Finding.missing(
          NAME,
          "there is neither pasta nor slirp4netns (--net user)",
          "install the package passt or slirp4netns");
    }
    int errno = TapDevice.errno(facts.kernel());
    return errno == 0
        ? Finding.ok(NAME, "boxes may reach what you reach, through " + program + " (--net user)")
        : Finding.missing(NAME, TapDevice.fault(errno) + " (--net user)", TapDevice.fix(errno));
  }
}
