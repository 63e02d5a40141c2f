package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that join a box: what they are there, and what the box can do to them. */
@ParameterizedClass
@EnumSource(Caller.class)
class ExecIT {
  private static final String NAMESPACES =
      "for n in user mnt pid net ipc uts cgroup time; do readlink /proc/$0/ns/$n; done";

  private final Caller caller;
  private final String name = "it-" + Long.toString(System.nanoTime(), 36);

  ExecIT(Caller caller) {
    this.caller = caller;
  }

  private Outcome limpet(String... words) {
    return Limpet.limpet(caller, words);
  }

  private void start(String... words) {
    String[] all = new String[words.length + 4];
    System.arraycopy(new String[] {"run", "-d", "--name", name}, 0, all, 0, 4);
    System.arraycopy(words, 0, all, 4, words.length);
    Outcome outcome = limpet(all);
    assertEquals(0, outcome.exit(), outcome.err());
  }

  @AfterEach
  void removeBox() {
    limpet("rm", "-f", name);
  }

  @Test
  void joinedProcessIsInAllNamespacesOfTheBox() {
    start("--", "sleep", "1000");
    Outcome own = limpet("exec", name, "sh", "-c", NAMESPACES, "self");
    Outcome guests = limpet("exec", name, "sh", "-c", NAMESPACES, "1");
    assertEquals(8, own.out().lines().count(), own.err());
    assertEquals(guests.out(), own.out());
  }

  @Test
  void boxWithAnInitIsJoined() {
    start("--init", "--", "sleep", "1000");
    Outcome own = limpet("exec", name, "sh", "-c", NAMESPACES, "self");
    Outcome guests = limpet("exec", name, "sh", "-c", NAMESPACES, "2");
    assertEquals(8, own.out().lines().count(), own.err());
    assertEquals(guests.out(), own.out());
  }

  @Test
  void boxOnTheHostsNetworkIsJoined() {
    start("--net", "host", "--", "sleep", "1000");
    Outcome joined = limpet("exec", name, "readlink", "/proc/self/ns/net");
    assertEquals(0, joined.exit(), joined.err());
    assertEquals(Limpet.host("readlink", "/proc/self/ns/net").out(), joined.out());
  }

  @Test
  void joinedProcessHasNoMoreRightsThanTheGuest() {
    start("--nofile", "77", "--", "sleep", "1000");
    String rights = "grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/$0/status; ulimit -n";
    Outcome own = limpet("exec", name, "sh", "-c", rights, "self");
    assertEquals(limpet("exec", name, "sh", "-c", rights, "1").out(), own.out());
    assertTrue(own.out().contains("CapEff:\t0000000000000000"), own.out());
    assertTrue(own.out().contains("CapBnd:\t0000000000000000"), own.out());
    assertTrue(own.out().contains("NoNewPrivs:\t1"), own.out());
    assertTrue(own.out().contains("Seccomp:\t2"), own.out());
    assertTrue(own.out().endsWith("77\n"), own.out());
    assertEquals("0\n1\n2\n3\n", limpet("exec", name, "ls", "/proc/self/fd").out());
    assertFalse(limpet("exec", name, "unshare", "-U", "true").exit() == 0);
    assertFalse(limpet("exec", name, "touch", "/usr/x").exit() == 0);
  }

  @Test
  void environmentAndDirectoryAreThoseOfTheBox() {
    start("-e", "A=box", "-e", "B=box", "-C", "/usr", "--", "sleep", "1000");
    String show = "echo $A $B $C $PWD";
    assertEquals("box box /usr", limpet("exec", name, "sh", "-c", show).line());
    Outcome changed =
        Limpet.limpetIn(
            Path.of("/"),
            Map.of("C", "callers"),
            caller,
            "exec",
            "-e",
            "B=new",
            "-e",
            "C",
            "-w",
            "/tmp",
            name,
            "sh",
            "-c",
            show);
    assertEquals("box new callers /tmp", changed.line());
  }

  /** The box goes on: whoever in it had the terminal could read what is typed elsewhere, later. */
  @Test
  void terminalOfTheCallerStaysOutOfTheBox() throws Exception {
    start("--", "sleep", "1000");
    String show = "for i in 0 1 2; do readlink /proc/self/fd/$i; done | cut -c1-5";
    try (Pty pty = Pty.limpet(caller, "exec", name, "sh", "-c", show + "; cat; echo er''r >&2")) {
      pty.expect("pipe:");
      pty.expect("pipe:");
      pty.expect("pipe:");
      pty.type("line\r");
      pty.expect("line");
      pty.expect("line");
      pty.type("\u0004");
      pty.expect("err");
      assertEquals(0, pty.finish());
    }
    Outcome piped = Limpet.host("sh", "-c", "echo in | " + command("cat; echo out; exit 3"));
    assertEquals("in\nout\n", piped.out());
    assertEquals(3, piped.exit());
  }

  private String command(String script) {
    return Shell.quote(Limpet.command(caller, "exec", name, "sh", "-c", script));
  }

  @Test
  void outputIsWholeAndKeysArriveWithTheTerminalOutside() throws Exception {
    start("--", "sleep", "1000");
    try (Pty pty = Pty.limpet(caller, "exec", name, "seq", "1", "20000")) {
      pty.expect("\n20000");
      assertEquals(0, pty.finish());
    }
    try (Pty pty = Pty.limpet(caller, "exec", name, "sh", "-c", "echo re''ady; sleep 1000")) {
      pty.expect("ready");
      pty.type("\u0003");
      assertEquals(130, pty.finish());
    }
  }

  @Test
  void exitCodesAreThoseOfRun() {
    start("--", "sleep", "1000");
    assertEquals(42, limpet("exec", name, "sh", "-c", "exit 42").exit());
    assertEquals(42, limpet("exec", name, "--", "sh", "-c", "exit 42").exit());
    assertEquals(128 + 9, limpet("exec", name, "sh", "-c", "kill -9 $$").exit());
    assertEquals(126, limpet("exec", name, "/etc/passwd").exit());
    assertEquals(127, limpet("exec", name, "/no/such").exit());
    assertEquals(125, limpet("exec", "-w", "/no/such", name, "true").exit());
  }

  @Test
  void shellIsEntered() throws Exception {
    start("-e", "SHELL=/bin/sh", "--", "sleep", "1000");
    Process shell = Limpet.start(caller, "enter", name);
    shell
        .getOutputStream()
        .write("echo $0; exit 5\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Outcome outcome = Limpet.finish(shell);
    assertEquals("/bin/sh", outcome.line());
    assertEquals(5, outcome.exit());
  }

  @Test
  void joinedProcessEndsWithItsLauncherAndWithTheBox() throws Exception {
    start("--", "sleep", "1000");
    String mark = "limpet-mark-" + System.nanoTime();
    Process launcher =
        Limpet.start(caller, "exec", name, "sh", "-c", "echo r; exec sleep 1000 # " + mark);
    assertEquals('r', launcher.getInputStream().read());
    assertEquals(0, Limpet.host("kill", "-KILL", String.valueOf(launcher.pid())).exit());
    launcher.waitFor();
    assertTrue(Processes.awaitGone(mark));
    Process other = Limpet.start(caller, "exec", name, "sh", "-c", "echo r; sleep 1000; : " + mark);
    assertEquals('r', other.getInputStream().read());
    limpet("kill", name);
    assertEquals(128 + 9, Limpet.finish(other).exit());
    assertTrue(Processes.awaitGone(mark));
  }

  @Test
  void signalsReachTheJoinedProcess() throws Exception {
    start("--", "sleep", "1000");
    Process caught =
        Limpet.start(
            caller,
            "exec",
            name,
            "sh",
            "-c",
            "trap 'exit 33' TERM; echo r; while :; do sleep 0.05; done");
    assertEquals('r', caught.getInputStream().read());
    Limpet.host("kill", "-TERM", String.valueOf(caught.pid()));
    assertEquals(33, Limpet.finish(caught).exit());
    Process ended = Limpet.start(caller, "exec", name, "sh", "-c", "echo r; exec sleep 1000");
    assertEquals('r', ended.getInputStream().read());
    Limpet.host("kill", "-TERM", String.valueOf(ended.pid()));
    assertEquals(128 + 15, Limpet.finish(ended).exit());
  }

  /** Waits until the box has made what it attacks with. */
  private void awaitReady() throws InterruptedException {
    for (int i = 0; i < 100 && !limpet("logs", name).out().contains("ready"); i++) {
      Thread.sleep(20);
    }
  }

  // Attacks

  /** CVE-2019-5736: a command that is the joining program itself, to reach the host's file. */
  @Test
  void hostsProgramCannotBeReachedThroughTheJoiningProcess() throws Exception {
    byte[] before = Files.readAllBytes(Limpet.binary().resolveSibling("limpet-full"));
    start(
        "--",
        "sh",
        "-c",
        "printf '#!/proc/self/exe ps\\n' > /tmp/x; chmod +x /tmp/x; echo ready;"
            + " exec perl -e '$| = 1; while (1) { for my $p (glob \"/proc/[0-9]*\") {"
            + " my $e = readlink(\"$p/exe\"); next unless defined $e and $e =~ /limpet/;"
            + " print \"saw $e\\n\"; if (open(my $r, \"<\", \"$p/exe\")) {"
            + " for (1 .. 200) { if (open(my $w, \"+<\", \"/proc/self/fd/\" . fileno($r))) {"
            + " print \"opened\\n\"; print \"wrote\\n\" if syswrite($w, \"x\"); last }"
            + " select(undef, undef, undef, 0.001) } } } }'");
    awaitReady();
    for (int i = 0; i < 30; i++) {
      limpet("exec", name, "/tmp/x");
    }
    String log = limpet("logs", name).out();
    assertFalse(log.contains("wrote"), log);
    assertTrue(
        java.util.Arrays.equals(
            before, Files.readAllBytes(Limpet.binary().resolveSibling("limpet-full"))));
  }

  /**
   * CVE-2024-21626: a descriptor of the host's, as the working directory or on the command's path.
   */
  @Test
  void noDescriptorOfTheHostLeadsOutOfTheBox() throws Exception {
    start(
        "--",
        "sh",
        "-c",
        "for i in 3 4 5 6 7 8 9 10 11 12 13 14 15; do"
            + " printf \"#!/proc/self/fd/$i/../../../bin/sh\\n\" > /tmp/x$i; chmod +x /tmp/x$i;"
            + " done; echo ready; exec sleep 1000");
    awaitReady();
    for (int i = 3; i <= 15; i++) {
      assertEquals(127, limpet("exec", name, "/tmp/x" + i).exit(), "descriptor " + i);
      assertEquals(
          125, limpet("exec", "-w", "/proc/self/fd/" + i, name, "true").exit(), "descriptor " + i);
    }
  }

  @Test
  void joiningProcessCannotBeLookedInto() {
    // Whoever of the box sees it before it is the command gets at neither its memory, nor its
    // descriptors, nor what it was started with.
    start(
        "--",
        "perl",
        "-e",
        "$| = 1; while (1) { for my $p (glob \"/proc/[0-9]*\") {"
            + " open(my $c, \"<\", \"$p/cmdline\") or next; my $l = <$c>; next unless defined $l and $l =~ /exec\\0/;"
            + " $seen++; print \"seen\\n\" if $seen == 1;"
            + " for my $f (\"mem\", \"environ\", \"maps\") {"
            + " next unless open(my $m, \"<\", \"$p/$f\") and sysread($m, my $b, 1);"
            + " open($c, \"<\", \"$p/cmdline\") or next; $l = <$c>;"
            + " print \"opened $f\\n\" if defined $l and $l =~ /exec\\0/ }"
            + " } }");
    for (int i = 0; i < 60; i++) {
      limpet("exec", name, "true");
    }
    String log = limpet("logs", name).out();
    assertFalse(log.contains("opened"), log);
  }
}
