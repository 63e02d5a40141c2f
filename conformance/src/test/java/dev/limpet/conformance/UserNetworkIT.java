package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code --net user}: the world is reached, the host's loopback is not, and nobody gets in. */
@ParameterizedClass
@EnumSource(Caller.class)
final class UserNetworkIT {
  /** What hides all but one of the helpers. */
  private static final List<List<String>> HIDDEN =
      List.of(List.of("slirp4netns"), List.of("pasta"));

  /** Prints what each of the ADDRESS:PORT says; names are looked up. */
  private static final String ASK =
      """
      use Socket;
      for (@ARGV) {
        my ($name, $port) = split /:/;
        my $address = inet_aton($name) or do { print "unknown\\n"; next };
        socket(my $s, AF_INET, SOCK_STREAM, 0);
        my $connected = eval {
          local $SIG{ALRM} = sub { die };
          alarm 4;
          my $done = connect($s, pack_sockaddr_in($port, $address));
          alarm 0;
          $done;
        };
        print $connected ? scalar <$s> // "closed\\n" : "no\\n";
      }
      """;

  private final Caller caller;
  private Lab lab;

  UserNetworkIT(Caller caller) {
    this.caller = caller;
  }

  @BeforeEach
  void open() throws IOException {
    lab = new Lab(caller == Caller.SELF ? "limpeta" : "limpetb");
    lab.serveInTheWorld(8080, "world");
    lab.resolve();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Outcome run(List<String> hidden, String... words) {
    List<String> limpet = Limpet.command(caller, words);
    return Limpet.host(lab.command(hidden, limpet).toArray(String[]::new));
  }

  private Outcome ask(List<String> hidden, List<String> options, String... places) {
    List<String> words = new ArrayList<>(List.of("run", "--net", "user"));
    words.addAll(options);
    words.addAll(List.of("--", "perl", "-e", ASK));
    words.addAll(List.of(places));
    Outcome outcome = run(hidden, words.toArray(String[]::new));
    assertEquals("", outcome.err());
    assertEquals(0, outcome.exit());
    return outcome;
  }

  @Test
  void worldIsReachedAndTheHostsLoopbackIsNot() throws IOException {
    lab.serveOnTheHost("127.0.0.1", 8081, "loopback");
    lab.serveOnTheHost("127.0.0.1", 80, "loopback");
    for (List<String> hidden : HIDDEN) {
      String[] places = {Lab.WORLD + ":8080", "name.example:8080", "127.0.0.1:8081", "10.0.2.2:80"};
      assertEquals(
          "world\nworld\nno\nno\n",
          ask(hidden, List.of(), places).out(),
          () -> "without " + hidden);
    }
  }

  @Test
  void resolverIsTheNetworksAndTheHostsWordsStay() {
    for (List<String> hidden : HIDDEN) {
      String file = run(hidden, "run", "--net", "user", "cat", "/etc/resolv.conf").out();
      String resolver = hidden.contains("pasta") ? "10.0.2.3" : "169.254.1.1";
      assertEquals("nameserver " + resolver + "\nsearch lab.example\n", file);
      Outcome write =
          run(hidden, "build", "--net", "user", "sh", "-c", "echo x > /etc/resolv.conf");
      assertTrue(write.exit() != 0, write.err());
      String left = run(hidden, "run", "--net", "user", "ls", "-A", "/dev/shm").out();
      assertEquals("", left);
    }
  }

  @Test
  void goesWithOtherOptions() {
    for (List<String> hidden : HIDDEN) {
      for (List<String> options :
          List.of(
              List.of("--init"),
              List.of("--map-root"),
              List.of("--overlay"),
              List.of("--nest"),
              List.of("--connect-tcp", "8080"),
              List.of("--name", "netbox"))) {
        if (options.contains("--name") && caller == Caller.ORDINARY_USER) {
          continue; // that user has no directory for names; BoxesIT gives it one
        }
        String out = ask(hidden, options, Lab.WORLD + ":8080").out();
        assertEquals("world\n", out, () -> options + " without " + hidden);
      }
    }
  }

  @Test
  void boxesWithinGoOnThroughIt() {
    List<String> inner = List.of(Limpet.binary().toString(), "run", "--net", "host", "perl", "-e");
    for (List<String> hidden : HIDDEN) {
      List<String> words = new ArrayList<>(List.of("run", "--net", "user", "--nest", "--"));
      words.addAll(inner);
      words.addAll(List.of(ASK, Lab.WORLD + ":8080"));
      Outcome outcome = run(hidden, words.toArray(String[]::new));
      assertEquals("world\n", outcome.out(), outcome.err());
    }
  }

  @Test
  void nothingStaysWhenTheBoxEnds() throws Exception {
    for (List<String> hidden : HIDDEN) {
      for (boolean killed : new boolean[] {false, true}) {
        String guest = "sleep\0001" + System.nanoTime();
        List<String> words = List.of("run", "--net", "user", "sleep", guest.substring(6));
        List<String> command =
            lab.command(hidden, Limpet.command(caller, words.toArray(String[]::new)));
        Process launcher = new ProcessBuilder(command).start();
        try {
          await(() -> Processes.exactly(guest + "\000") && isHelped(lab));
          if (!killed) {
            launcher.destroy();
            launcher.waitFor();
          }
        } finally {
          launcher.destroyForcibly();
        }
        await(() -> !Processes.any(guest) && !isHelped(lab));
      }
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertTrue(condition.getAsBoolean());
  }

  /** Whether a helper runs in this lab. */
  private static boolean isHelped(Lab lab) {
    return lab.holds("^(pasta|slirp4netns) ");
  }

  @Test
  void withoutAHelperOrADeviceItIsRefused() throws IOException {
    Outcome none = run(List.of("pasta", "slirp4netns"), "run", "--net", "user", "true");
    assertEquals(125, none.exit());
    assertEquals(
        "limpet: --net user needs pasta or slirp4netns: install the package passt or slirp4netns\n",
        none.err());
    for (List<String> hidden : HIDDEN) {
      List<String> command =
          new ArrayList<>(List.of("sh", "-c", "rm /dev/net/tun; exec \"$@\"", "sh"));
      command.addAll(Limpet.command(caller, "run", "--net", "user", "echo", "ran"));
      Outcome outcome = Limpet.host(lab.command(hidden, command).toArray(String[]::new));
      assertEquals(125, outcome.exit());
      assertEquals("", outcome.out());
      assertTrue(outcome.err().startsWith("limpet: "), outcome.err());
      assertTrue(outcome.err().contains("/dev/net/tun"), outcome.err());
      assertEquals(1, outcome.err().lines().count(), outcome.err());
    }
  }

  /** The host's file is a mount here, of which a box sees nothing. */
  @Test
  void resolverOfTheHostComesWithItsNetwork() {
    List<String> none = List.of();
    String hosts = "nameserver " + Lab.WORLD + "\nsearch lab.example\n";
    assertEquals(hosts, run(none, "run", "--net", "host", "cat", "/etc/resolv.conf").out());
    assertEquals("", run(none, "run", "cat", "/etc/resolv.conf").out());
    Outcome asked = run(none, "run", "--net", "host", "--", "perl", "-e", ASK, "name.example:8080");
    assertEquals("world\n", asked.out(), asked.err());
  }

  @Test
  void whoMountsAResolverOfItsOwnHasIt() throws IOException {
    Path own = Files.writeString(Files.createTempFile(Scratch.shared(), "own", ""), "own\n");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-r--r--"));
    String file =
        run(
                List.of(),
                "run",
                "--net",
                "user",
                "--map",
                own.toString(),
                "/etc/resolv.conf",
                "cat",
                "/etc/resolv.conf")
            .out();
    assertEquals("own\n", file);
  }
}
