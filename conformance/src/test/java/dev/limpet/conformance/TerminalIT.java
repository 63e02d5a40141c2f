package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code -t}, as somebody at a terminal sees it. */
@ParameterizedClass
@EnumSource(Caller.class)
record TerminalIT(Caller caller) {
  private static final String INTERRUPT = "\003";
  private static final String QUIT = "\034";
  private static final String SUSPEND = "\032";

  /** A shell in a box, with a prompt that no line contains as it is typed. */
  private Pty shell() throws IOException {
    Pty pty = Pty.limpet(caller, "run", "-it", "-e", "PS1=P>", "--", "bash", "--norc", "-i");
    pty.expect("P>");
    return pty;
  }

  /** A shell on the host, with the box as one of its jobs. */
  private static Pty shellOutside() throws IOException {
    Pty pty = Pty.of("bash", "--norc", "--noediting", "-i");
    pty.ask("PS1=OUT\\>", "OUT>");
    return pty;
  }

  private String box(String... command) {
    String[] run = {"run", "-t", "--"};
    String[] words = Arrays.copyOf(run, run.length + command.length);
    System.arraycopy(command, 0, words, run.length, command.length);
    return Shell.quote(Limpet.command(caller, words));
  }

  private static String mark() {
    return "1000." + System.nanoTime();
  }

  private static void signal(String name, long pid) {
    assertEquals(0, Limpet.host("kill", "-" + name, String.valueOf(pid)).exit());
  }

  @Test
  void shellHasJobControl() throws IOException {
    try (Pty pty = shell()) {
      pty.type("sleep 100; echo 'no''t reached'\r");
      await(() -> Processes.any("sleep\000100\000"));
      pty.type(SUSPEND);
      pty.expect("Stopped");
      pty.expect("P>");
      pty.ask("jobs", "Stopped");
      pty.expect("P>");
      pty.type("fg\r");
      pty.expect("sleep 100");
      await(() -> Processes.any("sleep\000100\000"));
      pty.type(INTERRUPT);
      pty.expect("P>");
      pty.ask("echo code=$?.", "code=130.");
      pty.type("exit 7\r");
      assertEquals(7, pty.finish());
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    for (int i = 0; i < 1000 && !condition.holds(); i++) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    assertTrue(condition.holds());
  }

  @Test
  void terminalHasItsNamesInTheBox() throws IOException {
    try (Pty pty = shell()) {
      pty.ask("tty", "/dev/pts/0");
      pty.ask("echo to tt''y > /dev/tty", "to tty");
      pty.ask("echo to cons''ole > /dev/console", "to console");
      pty.ask("stat -L -c 'sa''me %t:%T' /dev/stdin", "same 88:0");
      pty.ask("ls /dev/pts | tr '\\n' ' '; echo en''d", "end");
    }
  }

  @Test
  void windowFollowsTheCallers() throws IOException {
    try (Pty pty = Pty.limpet(caller, "run", "-t", "--", "stty", "size")) {
      pty.expect("24 80");
      assertEquals(0, pty.finish());
    }
    try (Pty pty =
        Pty.limpet(
            caller,
            "run",
            "-t",
            "--",
            "bash",
            "-c",
            "trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.1; done")) {
      pty.expect("ready");
      pty.resize(51, 132);
      pty.expect("51 132");
      assertEquals(0, pty.finish());
    }
  }

  @Test
  void editorSavesAndSeesTheNewSize() throws IOException {
    Path directory = Scratch.directory("edit");
    Path file = directory.resolve("file");
    try (Pty pty =
        Pty.limpet(
            caller,
            "run",
            "-it",
            "--vol",
            directory.toString(),
            "/mnt",
            "--",
            "/bin/busybox",
            "vi",
            "/mnt/file")) {
      pty.expect("~");
      pty.type("iwritten in a box\033");
      pty.expect("written in a box");
      pty.resize(40, 100);
      pty.type("\007"); // Ctrl-G: the status, on the last line of the window
      pty.expect("\033[40;1H");
      pty.type(":wq\r");
      assertEquals(0, pty.finish());
    }
    assertEquals("written in a box\n", Files.readString(file));
  }

  @Test
  void bytesPassUnchanged() throws IOException {
    try (Pty pty =
        Pty.limpet(
            caller,
            "run",
            "-t",
            "--",
            "sh",
            "-c",
            "stty raw -echo; echo ready; head -c 256 | od -An -v -tu1 | tr -s ' \\n' ' '")) {
      pty.expect("ready");
      byte[] all = new byte[256];
      for (int i = 0; i < all.length; i++) {
        all[i] = (byte) i;
      }
      pty.type(all);
      assertEquals(0, pty.finish());
      String expected =
          IntStream.range(0, 256).mapToObj(String::valueOf).collect(Collectors.joining(" "));
      assertEquals(expected, pty.rest().strip());
    }
  }

  @Test
  void outputIsWholeWithoutATerminalOutside() {
    for (int i = 0; i < 20; i++) {
      assertEquals("hi\r\n", limpet(caller, "run", "-t", "--", "sh", "-c", "echo hi").out());
    }
    String all = limpet(caller, "run", "-t", "--", "seq", "1", "100000").out();
    String expected =
        IntStream.rangeClosed(1, 100_000)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining("\r\n", "", "\r\n"));
    assertEquals(expected, all);
  }

  @Test
  void endOfAPipedInputArrives() {
    String run = Shell.quote(Limpet.command(caller, "run", "-t", "--"));
    for (String input : List.of("one\\n", "no end of line", "")) {
      Outcome outcome = Limpet.host("sh", "-c", "printf '" + input + "' | " + run + " cat");
      assertEquals(0, outcome.exit(), input);
      assertTrue(outcome.out().contains(input.replace("\\n", "\r\n")), outcome.out());
    }
    String script = "printf 'echo in the bo''x\\necho the last\\n' | ";
    Outcome shell = Limpet.host("sh", "-c", script + run + " bash --norc");
    assertEquals(0, shell.exit());
    assertTrue(shell.out().contains("in the box") && shell.out().contains("the last"), shell.out());
  }

  @Test
  void readerThatIsGoneEndsTheBox() {
    String run = Shell.quote(Limpet.command(caller, "run", "-t", "--", "yes"));
    Outcome outcome = Limpet.host("bash", "-c", run + " | head -1; echo ${PIPESTATUS[0]}");
    assertEquals("y\n129", outcome.line().replace("\r", ""));
  }

  @Test
  void callersTerminalIsRestored() throws IOException {
    for (String end : List.of("exit", "KILL", "TERM", "HUP", INTERRUPT)) {
      String mark = mark();
      try (Pty pty = shellOutside()) {
        pty.type("stty -echo; echo no''w\r");
        pty.expect("now");
        pty.expect("OUT>");
        byte[] before = pty.modes();
        pty.type(box("sh", "-c", "echo sta''rted; exec sleep " + mark) + "\r");
        pty.expect("started");
        pty.awaitRaw();
        await(() -> Processes.any("sleep\000" + mark));
        switch (end) {
          case "exit" -> signal("KILL", pidOf("sleep " + mark));
          case "KILL", "TERM", "HUP" ->
              signal(end, end.equals("KILL") ? pidOf("sleep " + mark) : launcherOf(pty));
          default -> pty.type(end);
        }
        pty.expect("OUT>");
        assertArrayEquals(before, pty.modes(), end);
      }
    }
  }

  /** The process that has exactly this command line. */
  private static long pidOf(String commandLine) {
    return Long.parseLong(Limpet.host("pgrep", "-x", "-f", commandLine).line());
  }

  private static long launcherOf(Pty pty) {
    return Long.parseLong(Limpet.host("pgrep", "-P", String.valueOf(pty.pid())).line());
  }

  @Test
  void keyThatStopsGivesTheTerminalBack() throws IOException {
    String mark = mark();
    try (Pty pty = shellOutside()) {
      byte[] before = pty.modes();
      pty.type(box("sleep", mark) + "\r");
      pty.awaitRaw();
      await(() -> Processes.any("sleep\000" + mark));
      pty.type(SUSPEND);
      pty.expect("Stopped");
      pty.expect("OUT>");
      assertArrayEquals(before, pty.modes());
      pty.type("fg\r");
      pty.awaitRaw();
      pty.type(INTERRUPT);
      pty.expect("OUT>");
      pty.ask("echo code=$?.", "code=130.");
      pty.awaitModes(before);
    }
  }

  @Test
  void boxInTheBackgroundWaitsForTheForeground() throws IOException {
    String mark = mark();
    try (Pty pty = shellOutside()) {
      byte[] before = pty.modes();
      pty.type(box("sleep", mark) + " &\r");
      await(() -> Processes.any("sleep\000" + mark));
      long launcher = launcherOf(pty);
      await(() -> Limpet.host("ps", "-o", "state=", "-p", "" + launcher).line().equals("T"));
      pty.awaitModes(before);
      pty.type("fg\r");
      pty.awaitRaw();
      pty.type(INTERRUPT);
      pty.expect("OUT>");
      pty.awaitModes(before);
    }
  }

  @Test
  void launcherThatWasStoppedFromOutsideMakesTheTerminalRawAgain() throws IOException {
    String mark = mark();
    try (Pty pty = Pty.limpet(caller, "run", "-t", "--", "sleep", mark)) {
      byte[] before = pty.modes();
      pty.awaitRaw();
      await(() -> Processes.any("sleep\000" + mark));
      signal("STOP", pty.pid());
      assertEquals(0, Limpet.host("sh", "-c", "stty sane < /proc/" + pty.pid() + "/fd/0").exit());
      signal("CONT", pty.pid());
      pty.awaitRaw();
      signal("TERM", pty.pid());
      assertEquals(128 + 15, pty.finish());
      assertArrayEquals(before, pty.modes());
    }
  }

  @Test
  void keysEndAGuestThatDoesNotCare() throws IOException {
    for (String init : List.of("--rm", "--init")) {
      for (String key : List.of(INTERRUPT, QUIT)) {
        String mark = mark();
        try (Pty pty = Pty.limpet(caller, "run", init, "-t", "--", "sleep", mark)) {
          pty.awaitRaw();
          await(() -> Processes.any("sleep\000" + mark));
          pty.type(key);
          assertEquals(128 + (key.equals(QUIT) ? 3 : 2), pty.finish(), init);
        }
      }
    }
  }

  @Test
  void keyIsJustAKeyWhereTheGuestWantsItSo() throws IOException {
    try (Pty pty =
        Pty.limpet(
            caller, "run", "-t", "--", "sh", "-c", "stty -isig; echo ready; head -n 1 | od -c")) {
      pty.expect("ready");
      pty.type(INTERRUPT + SUSPEND + "\r");
      assertEquals(0, pty.finish());
      assertTrue(pty.rest().contains("003 032"), pty.rest());
    }
  }

  @Test
  void hangUpEndsTheBox() throws IOException {
    String mark = mark();
    try (Pty pty = Pty.limpet(caller, "run", "-t", "--", "sleep", mark)) {
      pty.awaitRaw();
      await(() -> Processes.any("sleep\000" + mark));
      pty.hangUp();
      assertEquals(128 + 1, pty.finishAfterHangUp());
      assertFalse(Processes.any("sleep\000" + mark));
    }
  }

  @Test
  void boxDiesWithItsLauncher() throws Exception {
    String mark = mark();
    try (Pty pty = Pty.limpet(caller, "run", "-t", "--", "sleep", mark)) {
      pty.awaitRaw();
      await(() -> Processes.any("sleep\000" + mark));
      signal("KILL", pty.pid());
      assertTrue(Processes.awaitGone("sleep\000" + mark));
    }
  }

  @Test
  void codesAreThoseWithoutATerminal() throws IOException {
    assertEquals(42, limpet(caller, "run", "-t", "--", "sh", "-c", "exit 42").exit());
    assertEquals(124, limpet(caller, "run", "-t", "--timeout", "0.5", "--", "sleep", "9").exit());
    Outcome missing = limpet(caller, "run", "-t", "--", "no-such-command");
    assertEquals(127, missing.exit());
    assertEquals("", missing.out());
    assertTrue(missing.err().contains("no-such-command"), missing.err());
    Outcome failed = limpet(caller, "run", "-t", "-C", "/no/such", "--", "true");
    assertEquals(125, failed.exit());
    assertEquals(1, failed.err().lines().count(), failed.err());
    Outcome stats = limpet(caller, "run", "-it", "--stats=json", "--", "true");
    assertTrue(stats.err().contains("\"exit_code\":0"), stats.err());
    try (Pty pty = Pty.limpet(caller, "run", "-t", "--", "no-such-command")) {
      byte[] before = pty.modes();
      assertEquals(127, pty.finish());
      assertArrayEquals(before, pty.modes());
    }
  }

  @Test
  void callersTerminalIsNowhereInTheBox() throws IOException {
    String open = "for f in /proc/self/fd/*; do readlink $f; done; echo en''d";
    try (Pty pty = Pty.limpet(caller, "run", "-it", "--", "bash", "-c", open)) {
      String links = pty.expect("end");
      assertEquals(3, links.split("/dev/pts/0", -1).length - 1, links);
      assertEquals(3, links.split("/dev/pts/", -1).length - 1, links);
      assertFalse(links.contains("socket:"), links);
    }
    // Its own cannot be fed, either, and is not shared with another box.
    String feed = "$x = 'x'; print ioctl(STDIN, 0x5412, $x) ? 'fed' : 'refused'";
    for (String filter : List.of("default", "none")) {
      Outcome own = limpet(caller, "run", "-t", "--seccomp", filter, "--", "perl", "-e", feed);
      assertEquals("refused", own.line(), filter);
    }
  }
}
