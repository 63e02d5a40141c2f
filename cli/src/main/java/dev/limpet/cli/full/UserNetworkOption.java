package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Helper;
import dev.limpet.sandbox.HostPrograms;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.UserNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --net user}: the box's own network reaches what the caller reaches, through pasta(1) or
 * else slirp4netns(1), and nobody reaches the box. The host's loopback is out of reach: with both
 * programs that has to be asked for.
 *
 * @param helper the program
 * @param resolver the address at which it answers questions of DNS
 */
record UserNetworkOption(Helper helper, String resolver) {
  /** A link-local address, which no network beyond the link uses. */
  private static final String PASTA_RESOLVER = "169.254.1.1";

  /** Its own, see slirp4netns(1). */
  private static final String SLIRP_RESOLVER = "10.0.2.3";

  /** The one that this machine has, for the box {@code spec}. */
  static UserNetworkOption of(Kernel kernel, Spec spec) {
    UserNetworkOption option = helped(kernel, spec.linux());
    int errno = TapDevice.errno(kernel);
    if (errno != 0) {
      throw new UsageException(
          "--net user: " + TapDevice.fault(errno) + ": " + TapDevice.fix(errno));
    }
    return option;
  }

  private static boolean hasRoot(List<IdMapping> ids) {
    for (IdMapping mapping : ids) {
      if (mapping.containerID() == 0) {
        return true;
      }
    }
    return false;
  }

  private static UserNetworkOption helped(Kernel kernel, Linux linux) {
    String path = Environment.ofProcess().get("PATH");
    String pasta = HostPrograms.find(kernel, path, "pasta");
    if (pasta != null) {
      return pasta(pasta, kernel.geteuid(), kernel.getegid());
    }
    String slirp = HostPrograms.find(kernel, path, "slirp4netns");
    if (slirp != null) {
      boolean root = hasRoot(linux.uidMappings()) && hasRoot(linux.gidMappings());
      return slirp(slirp, root || kernel.geteuid() == 0);
    }
    throw new UsageException(
        "--net user needs pasta or slirp4netns: install the package passt or slirp4netns");
  }

  static UserNetworkOption pasta(String path, int uid, int gid) {
    List<String> words = new ArrayList<>(List.of("pasta", "--foreground", "--quiet"));
    if (uid == 0) {
      // Else it becomes nobody, who may not enter the box.
      words.addAll(List.of("--runas", "0:" + Integer.toUnsignedString(gid)));
    }
    words.addAll(List.of("--config-net", "--no-map-gw", "--dns-forward", PASTA_RESOLVER));
    for (String direction : new String[] {"-t", "-u", "-T", "-U"}) {
      words.addAll(List.of(direction, "none"));
    }
    // It writes its process id once all is done.
    words.addAll(List.of("--pid", "/dev/stdout", Helper.PID));
    return new UserNetworkOption(new Helper(path, words, 1), PASTA_RESOLVER);
  }

  /**
   * Through slirp4netns(1).
   *
   * @param root whether it can be root of the box's user namespace: only then it can lock itself
   *     away from the file systems, otherwise a filter of system calls is all that holds it
   */
  static UserNetworkOption slirp(String path, boolean root) {
    List<String> words = new ArrayList<>(List.of("slirp4netns", "--configure", "--mtu=65520"));
    words.addAll(List.of("--enable-ipv6", "--disable-host-loopback", "--enable-seccomp"));
    if (root) {
      words.add("--enable-sandbox");
    }
    words.addAll(List.of("--ready-fd=3", Helper.PID, "tap0"));
    return new UserNetworkOption(new Helper(path, words, 3), SLIRP_RESOLVER);
  }

  /** The same box with that network. */
  Plan in(Plan plan, Kernel kernel) {
    String hosts = new HostResolver(kernel).text("/etc/resolv.conf");
    return UserNetwork.in(plan, HostResolver.at(resolver, hosts == null ? "" : hosts));
  }
}
