package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A small internet: a network namespace in the place of the host, with nothing on its loopback but
 * what the test puts there, and one more for the world behind it. Root makes it; it is gone when it
 * is closed.
 */
final class Lab implements AutoCloseable {
  static final String HOST = "192.0.2.1";
  static final String WORLD = "192.0.2.2";

  /** Answers whoever connects with one word. */
  private static final String TCP_SERVER =
      """
      use Socket;
      $| = 1;
      my ($address, $port, $word) = @ARGV;
      socket(my $s, AF_INET, SOCK_STREAM, 0) or die;
      bind($s, pack_sockaddr_in($port, inet_aton($address))) or die $!;
      listen($s, 9);
      print "ready\\n";
      while (accept(my $c, $s)) { syswrite($c, "$word\\n"); close($c) }
      """;

  /** A resolver: every name has the address that it is given. */
  private static final String DNS_SERVER =
      """
      use Socket;
      $| = 1;
      my ($address, $answer) = @ARGV;
      socket(my $s, AF_INET, SOCK_DGRAM, 0) or die;
      bind($s, pack_sockaddr_in(53, inet_aton($address))) or die $!;
      print "ready\\n";
      while (my $from = recv($s, my $q, 512, 0)) {
        my $end = index($q, "\\0", 12) + 5;
        my $v4 = substr($q, $end - 4, 2) eq "\\0\\1";
        my $r = substr($q, 0, 2) . "\\x81\\x80\\0\\1" . ($v4 ? "\\0\\1" : "\\0\\0") . "\\0\\0\\0\\0";
        $r .= substr($q, 12, $end - 12);
        $r .= "\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\0\\x3c\\0\\4" . inet_aton($answer) if $v4;
        send($s, $r, 0, $from);
      }
      """;

  /** Makes the mount namespace that goes with the network, then runs the rest. */
  private static final String ENTER =
      """
      set -e
      mount --bind "$1" "$(readlink -f /etc/resolv.conf)"
      mkdir -p /dev/net
      mount -t tmpfs none /dev/net
      mknod -m 666 /dev/net/tun c 10 200
      for hidden in $2; do
        for place in /usr/bin /bin; do
          test ! -e "$place/$hidden" || mount --bind /dev/null "$place/$hidden"
        done
      done
      shift 2
      exec "$@"
      """;

  private final String host;
  private final String world;
  private final Path resolver;
  private final List<Process> servers = new ArrayList<>();

  Lab(String name) throws IOException {
    host = name + "-host" + ProcessHandle.current().pid();
    world = name + "-world" + ProcessHandle.current().pid();
    resolver = Files.createTempFile(Scratch.shared(), "resolv", ".conf");
    Files.writeString(resolver, "nameserver " + WORLD + "\nsearch lab.example\n");
    Files.setPosixFilePermissions(resolver, PosixFilePermissions.fromString("rw-r--r--"));
    for (String made : List.of(host, world)) {
      ip("netns", "add", made);
      ip("-n", made, "link", "set", "lo", "up");
    }
    ip("-n", host, "link", "add", "up0", "type", "veth", "peer", "down0", "netns", world);
    ip("-n", host, "address", "add", HOST + "/24", "dev", "up0");
    ip("-n", world, "address", "add", WORLD + "/24", "dev", "down0");
    ip("-n", host, "link", "set", "up0", "up");
    ip("-n", world, "link", "set", "down0", "up");
    ip("-n", host, "route", "add", "default", "via", WORLD);
  }

  private static void ip(String... words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    Outcome outcome = Limpet.host(command.toArray(String[]::new));
    assertEquals(0, outcome.exit(), outcome.err());
  }

  /** Something that says {@code word} to who connects in the world. */
  void serveInTheWorld(int port, String word) throws IOException {
    serve(world, TCP_SERVER, WORLD, String.valueOf(port), word);
  }

  /** The same on the host. */
  void serveOnTheHost(String address, int port, String word) throws IOException {
    serve(host, TCP_SERVER, address, String.valueOf(port), word);
  }

  /** A resolver for which every name is that of the world. */
  void resolve() throws IOException {
    serve(world, DNS_SERVER, WORLD, WORLD);
  }

  private void serve(String namespace, String program, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("ip", "netns", "exec", namespace, "perl", "-e", program));
    command.addAll(List.of(words));
    Process server = new ProcessBuilder(command).redirectErrorStream(true).start();
    servers.add(server);
    byte[] ready = server.getInputStream().readNBytes("ready\n".length());
    assertEquals("ready\n", new String(ready, StandardCharsets.UTF_8));
  }

  /**
   * The words of a command on the host.
   *
   * @param hidden programs that it does not have
   */
  List<String> command(List<String> hidden, List<String> command) {
    List<String> words =
        new ArrayList<>(
            List.of("nsenter", "--net=/run/netns/" + host, "unshare", "-m", "sh", "-c"));
    words.addAll(List.of(ENTER, "sh", resolver.toString(), String.join(" ", hidden)));
    words.addAll(command);
    return words;
  }

  /** Whether a process on this host has a command line like {@code pattern}. */
  boolean holds(String pattern) {
    String inside = " " + Limpet.host("ip", "netns", "pids", host).line().replace('\n', ' ') + " ";
    return Limpet.host("pgrep", "-f", pattern)
        .out()
        .lines()
        .anyMatch(pid -> inside.contains(" " + pid + " "));
  }

  @Override
  public void close() {
    for (Process server : servers) {
      server.destroyForcibly();
    }
    for (String made : List.of(host, world)) {
      assertTrue(Limpet.host("ip", "netns", "del", made).exit() == 0, made);
    }
  }
}
