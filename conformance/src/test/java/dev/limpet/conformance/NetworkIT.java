package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a box reaches of networks that are not its own, and that it reaches no more than that. */
@ParameterizedClass
@EnumSource(Caller.class)
record NetworkIT(Caller caller) {
  private static final List<String> SCTP_MPTCP_SMC = List.of("132", "262", "256");

  /** Connects to each of the ports of 127.0.0.1 that the arguments name, and says what happened. */
  private static final String CONNECT =
      """
      use Socket;
      for my $port (@ARGV) {
        socket(my $s, AF_INET, SOCK_STREAM, $ENV{PROTO} // 0) or do { print "no socket\\n"; next };
        my $to = pack_sockaddr_in($port, inet_aton("127.0.0.1"));
        print connect($s, $to) ? "connected\\n" : $!{EACCES} ? "denied\\n" : "failed: $!\\n";
      }
      """;

  private static final String BIND =
      """
      use Socket;
      for my $port (@ARGV) {
        socket(my $s, AF_INET, SOCK_STREAM, 0);
        my $at = pack_sockaddr_in($port, INADDR_ANY);
        print bind($s, $at) ? "bound\\n" : $!{EACCES} ? "denied\\n" : "failed: $!\\n";
      }
      """;

  /** Connects to an abstract socket of that name. */
  private static final String ABSTRACT =
      """
      use Socket;
      socket(my $s, AF_UNIX, SOCK_STREAM, 0);
      print connect($s, pack_sockaddr_un("\\0" . $ARGV[0])) ? "connected\\n" : "failed: $!\\n";
      """;

  private Outcome perl(String program, List<String> options, String... words) {
    List<String> line = new ArrayList<>(List.of("run"));
    line.addAll(options);
    line.addAll(List.of("--", "perl", "-e", program));
    line.addAll(List.of(words));
    Outcome outcome = limpet(caller, line.toArray(String[]::new));
    assertEquals(0, outcome.exit(), outcome.err());
    return outcome;
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @Test
  void otherPortsAreDenied() throws IOException {
    try (ServerSocket one = listen();
        ServerSocket other = listen()) {
      String port = String.valueOf(one.getLocalPort());
      String closed = String.valueOf(other.getLocalPort());
      List<String> options = List.of("--net", "host", "--connect-tcp", port);
      assertEquals("connected\ndenied\n", perl(CONNECT, options, port, closed).out());
      List<String> open = List.of("--net", "host", "--bind-tcp", port);
      assertEquals("connected\nconnected\n", perl(CONNECT, open, port, closed).out());
    }
  }

  /** Sockets of MPTCP, SMC and SCTP are no TCP sockets for Landlock; the first two reach TCP. */
  @Test
  void protocolsBesideTcpAreNoWayRound() throws IOException {
    try (ServerSocket server = listen()) {
      String port = String.valueOf(server.getLocalPort());
      for (String protocol : SCTP_MPTCP_SMC) {
        for (String filter : List.of("default", "none")) {
          List<String> options =
              List.of(
                  "--net",
                  "host",
                  "--seccomp",
                  filter,
                  "--connect-tcp",
                  "1",
                  "-e",
                  "PROTO=" + protocol);
          assertEquals("no socket\n", perl(CONNECT, options, port).out(), protocol);
        }
      }
    }
  }

  /** The first data of a connection makes it: Landlock looks at connect(2) only. */
  @Test
  void fastOpenIsNoWayRound() throws IOException {
    String send =
        """
        use Socket;
        socket(my $s, AF_INET, SOCK_STREAM, 0);
        my $to = pack_sockaddr_in($ARGV[0], inet_aton("127.0.0.1"));
        print defined(send($s, "x", 0x20000000, $to)) ? "sent\\n" : "failed: $!\\n";
        """;
    try (ServerSocket server = listen()) {
      String port = String.valueOf(server.getLocalPort());
      assertEquals("sent", perl(send, List.of("--net", "host"), port).line());
      for (String filter : List.of("default", "none")) {
        List<String> options = List.of("--net", "host", "--connect-tcp", "1", "--seccomp", filter);
        assertEquals("failed: Operation not supported", perl(send, options, port).line());
      }
    }
  }

  @Test
  void onlyPortsThatAreNamedCanBeBound() {
    List<String> options = List.of("--bind-tcp", "8000", "--bind-tcp=8001");
    assertEquals("bound\nbound\ndenied\n", perl(BIND, options, "8000", "8001", "8002").out());
    List<String> others = List.of("--connect-tcp", "8000");
    assertEquals("bound\nbound\n", perl(BIND, others, "8000", "8001").out());
  }

  @Test
  void abstractSocketsOfTheHostStayClosedOnItsNetwork() throws IOException {
    String name = "limpet-" + caller + ProcessHandle.current().pid();
    Process server =
        new ProcessBuilder(
                "perl",
                "-MSocket",
                "-e",
                "$| = 1; socket(S, AF_UNIX, SOCK_STREAM, 0);"
                    + " bind(S, pack_sockaddr_un(\"\\0$ARGV[0]\")) or die; listen(S, 9);"
                    + " print \"ready\\n\"; <STDIN>",
                name)
            .start();
    try {
      assertEquals('r', server.getInputStream().read());
      assertEquals("connected", Limpet.host("perl", "-e", ABSTRACT, name).line());
      assertEquals(
          "failed: Operation not permitted", perl(ABSTRACT, List.of("--net", "host"), name).line());
      assertEquals("failed: Connection refused", perl(ABSTRACT, List.of(), name).line());
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void namedNetworkIsJoinedByRootOnly() {
    String name = "limpet" + (caller == Caller.SELF ? "a" : "b") + ProcessHandle.current().pid();
    assertEquals(0, Limpet.host("ip", "netns", "add", name).exit());
    try {
      assertEquals(
          0,
          Limpet.host("ip", "-n", name, "link", "add", "inside", "type", "veth", "peer", "outside")
              .exit());
      Outcome joined = limpet(caller, "run", "--net", "ns:" + name, "cat", "/proc/net/dev");
      if (caller == Caller.SELF) {
        assertTrue(joined.out().contains("inside:"), joined.err());
      } else {
        assertEquals(125, joined.exit());
        assertTrue(joined.err().contains("only root may join"), joined.err());
      }
    } finally {
      Limpet.host("ip", "netns", "del", name);
    }
    Outcome missing = limpet(caller, "run", "--net", "ns:" + name, "true");
    assertEquals(125, missing.exit());
    assertTrue(missing.err().contains("ip netns add NAME"), missing.err());
  }
}
