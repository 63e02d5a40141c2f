package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Boxes that have a name: detached ones, and the verbs on them. */
@ParameterizedClass
@EnumSource(Caller.class)
class BoxesIT {
  private final Caller caller;
  private final String name = "it-" + Long.toString(System.nanoTime(), 36);

  BoxesIT(Caller caller) {
    this.caller = caller;
  }

  private Outcome limpet(String... words) {
    return Limpet.limpet(caller, words);
  }

  /** Starts a detached box of {@link #name}. */
  private void start(String... command) {
    List<String> words = new ArrayList<>(List.of("run", "-d", "--name", name));
    words.addAll(List.of(command));
    Outcome outcome = limpet(words.toArray(new String[0]));
    assertEquals(0, outcome.exit(), outcome.err());
    assertEquals(name, outcome.line());
  }

  private void sleeping() {
    start("--", "sleep", "1000");
  }

  /** As much room as a state needs, and no more for a log. */
  @Test
  void fullDirectoryLosesNoExitCode() throws Exception {
    String script =
        """
        mount -t tmpfs -o size=32k,mode=700,uid=$1,gid=$1 none "$2" && export XDG_RUNTIME_DIR="$2"
        shift 2
        mount -t tmpfs -o size=32k,mode=755 none /run
        "$@" run -d --name full -- sh -c 'seq 1 30000; exit 6' || exit 99
        "$@" wait full
        "$@" ps -a
        """;
    String uid = caller == Caller.SELF ? "0" : Caller.UID;
    Path directory = Scratch.directory("full");
    List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, "sh"));
    command.addAll(List.of(uid, directory.toString()));
    command.addAll(Limpet.command(caller));
    Outcome outcome = Limpet.host(command.toArray(String[]::new));
    assertTrue(outcome.out().contains("\n6\n"), outcome.out() + outcome.err());
    assertTrue(outcome.out().contains("exited"), outcome.out() + outcome.err());
  }

  @Test
  void strayFileIsNoBox() throws IOException {
    sleeping();
    Path stray = home().resolve("stray");
    Files.writeString(stray, "");
    try {
      assertTrue(ps().contains(name));
      assertFalse(ps().contains("stray"));
      assertRefused("no directory: remove it", "run", "--name", "stray", "true");
    } finally {
      Files.delete(stray);
    }
  }

  @AfterEach
  void removeBox() {
    limpet("rm", "-f", name);
  }

  private Path home() {
    boolean root = caller == Caller.SELF && System.getProperty("user.name").equals("root");
    return Path.of(root ? "/run/limpet/boxes" : "/tmp/limpet-" + Caller.UID + "/boxes");
  }

  private String ps(String... options) {
    List<String> words = new ArrayList<>(List.of("ps", "-a"));
    words.addAll(List.of(options));
    return limpet(words.toArray(new String[0])).out();
  }

  private boolean isListedAs(String status) {
    return ps().lines().anyMatch(line -> line.startsWith(name + " ") && line.contains(status));
  }

  private void awaitStatus(String status) throws InterruptedException {
    for (int i = 0; i < 100 && !isListedAs(status); i++) {
      Thread.sleep(20);
    }
    assertTrue(isListedAs(status), ps());
  }

  private void assertRefused(String mentions, String... words) {
    Outcome outcome = limpet(words);
    assertEquals(125, outcome.exit(), outcome.out());
    assertTrue(
        outcome.err().startsWith("limpet: ") && outcome.err().contains(mentions), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }

  // Detachment

  @Test
  void detachedBoxRunsOnAfterItsNameIsPrinted() {
    sleeping();
    assertTrue(isListedAs("running"), ps());
    assertEquals("it runs", limpet("exec", name, "echo", "it runs").line());
  }

  @Test
  void nameIsGeneratedWhereNoneIsGiven() {
    Outcome outcome = limpet("run", "-d", "--rm", "--", "sleep", "1000");
    assertTrue(outcome.line().matches("[a-z]+-[a-z]+-[0-9a-f]{2}"), outcome.out());
    assertEquals(0, limpet("rm", "-f", outcome.line()).exit());
  }

  @Test
  void supervisorHasNothingOfTheCaller() throws IOException {
    sleeping();
    String json = ps("--json");
    String pid =
        json.replaceAll("(?s).*\"name\":\"" + name + "\".*?\"supervisor_pid\":([0-9]+).*", "$1");
    assertEquals("/", Files.readSymbolicLink(Path.of("/proc", pid, "cwd")).toString());
    try (Stream<Path> fds = Files.list(Path.of("/proc", pid, "fd"))) {
      for (Path fd : fds.toList()) {
        int number = Integer.parseInt(fd.getFileName().toString());
        String target = Files.readSymbolicLink(fd).toString();
        assertTrue(number > 2 || target.equals("/dev/null"), target);
        assertTrue(
            number <= 2
                || target.startsWith(home().toString())
                || target.startsWith("pipe:")
                || target.startsWith("anon_inode:"),
            target);
      }
    }
    String session = Limpet.host("ps", "-o", "sid=", "-p", pid).out().strip();
    assertEquals(pid, session);
  }

  @Test
  void startThatFailsIsToldAndLeavesNothing() {
    assertEquals(127, limpet("run", "-d", "--name", name, "--", "/no/such").exit());
    assertEquals(126, limpet("run", "-d", "--name", name, "--", "/etc/passwd").exit());
    Outcome outcome =
        limpet("run", "-d", "--name", name, "--map", "/no/such", "/mnt", "--", "true");
    assertEquals(125, outcome.exit());
    assertTrue(outcome.err().startsWith("limpet: open /no/such: ENOENT"), outcome.err());
    assertEquals("", outcome.out());
    assertFalse(Files.exists(home().resolve(name)));
  }

  @Test
  void exitCodeStaysUntilTheBoxIsRemoved() throws Exception {
    start("--", "sh", "-c", "exit 42");
    Outcome waited = limpet("wait", name);
    assertEquals("42", waited.line());
    assertEquals(42, waited.exit());
    awaitStatus("exited (42)");
    assertFalse(limpet("ps").out().contains(name));
    assertRefused("limpet rm " + name, "run", "-d", "--name", name, "--", "true");
    assertEquals(name, limpet("rm", name).line());
    assertFalse(ps().contains(name));
    assertRefused("no box " + name, "wait", name);
  }

  @Test
  void boxWithRmLeavesNothingAndCanBeWaitedFor() throws Exception {
    start("--rm", "--", "sh", "-c", "sleep 0.5; exit 7");
    assertEquals("7", limpet("wait", name).line());
    assertFalse(ps().contains(name));
    assertFalse(Files.exists(home().resolve(name)));
  }

  @Test
  void timeoutAndStatsAreKept() {
    start("--timeout", "0.3", "--stats", "--", "sleep", "1000");
    assertEquals(124, limpet("wait", name).exit());
    String said = limpet("logs", name).err();
    assertTrue(said.contains("its time is over") && said.contains("peak memory"), said);
  }

  @Test
  void boxInTheForegroundHasAName() throws Exception {
    Process launcher = Limpet.start(caller, "run", "--name", name, "--", "sleep", "1000");
    awaitStatus("running");
    assertEquals("1", limpet("exec", name, "sh", "-c", "echo /proc/[0-9]*/root | wc -l").line());
    assertEquals(name, limpet("kill", "-s", "TERM", name).line());
    assertEquals(128 + 15, Limpet.finish(launcher).exit());
    assertFalse(ps().contains(name));
  }

  // Logs

  @Test
  void logKeepsTheStreamsApart() {
    // The order of what comes through two pipes at once is anyone's.
    start("--", "sh", "-c", "echo out; echo err >&2; sleep 0.3; echo more");
    limpet("wait", name);
    Outcome logs = limpet("logs", name);
    assertEquals("out\nmore\n", logs.out());
    assertEquals("err\n", logs.err());
    assertEquals("more\n", limpet("logs", "--tail", "1", name).out());
    assertEquals("", limpet("logs", "-n", "0", name).out());
  }

  @Test
  void logIsFollowedToTheEnd() {
    start("--", "sh", "-c", "for i in 1 2 3 4 5; do echo $i; sleep 0.2; done");
    assertEquals("1\n2\n3\n4\n5\n", limpet("logs", "-f", name).out());
  }

  @Test
  void floodIsKeptWithinItsBound() throws IOException {
    start("--log-size", "64k", "--", "sh", "-c", "head -c 100000000 /dev/zero; echo; echo last");
    assertEquals(0, limpet("wait", name).exit());
    long size = 0;
    try (Stream<Path> files = Files.list(home().resolve(name))) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().startsWith("log.")).toList()) {
        size += Files.size(file);
      }
    }
    assertTrue(size <= 64 << 10, size + " bytes");
    String kept = limpet("logs", name).out();
    assertTrue(kept.length() >= (32 << 10) - 64, kept.length() + " bytes");
    assertTrue(kept.endsWith("\nlast\n"));
  }

  // Signals

  @Test
  void killIsSigkillUnlessAnotherIsNamed() {
    sleeping();
    assertEquals(name, limpet("kill", name).line());
    assertEquals(128 + 9, limpet("wait", name).exit());
  }

  @Test
  void signalHasItsDefaultActionOnAPidOneWithoutHandler() {
    sleeping();
    limpet("kill", "-s", "TERM", name);
    assertEquals(128 + 15, limpet("wait", name).exit());
  }

  @Test
  void signalReachesAHandler() throws Exception {
    start("--", "sh", "-c", "trap 'exit 33' USR1; echo ready; while :; do sleep 0.05; done");
    for (int i = 0; i < 100 && limpet("logs", name).out().isEmpty(); i++) {
      Thread.sleep(20);
    }
    limpet("kill", "--signal=SIGUSR1", name);
    assertEquals(33, limpet("wait", name).exit());
    assertRefused("does not run: it is exited", "kill", name);
  }

  // Names

  @Test
  void namesThatAreNoneAreRefused() {
    for (String bad : new String[] {"../x", "", "a/b", "x".repeat(500), "a\nb", ".", "-x"}) {
      assertRefused("is none for a box", "run", "-d", "--name", bad, "--", "true");
    }
    assertRefused("is none for a box", "exec", "../../etc", "true");
    assertRefused("no box it-never: limpet ps -a", "logs", "it-never");
  }

  @Test
  void nearestNameIsSuggested() {
    sleeping();
    assertRefused("did you mean " + name + "?", "wait", name + "x");
    assertRefused("did you mean exec?", "exce", name);
  }

  @Test
  void oneOfManyStartsGetsTheName() throws Exception {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      starts.add(Limpet.start(caller, "run", "-d", "--name", name, "--", "sleep", "1000"));
    }
    int won = 0;
    for (Process start : starts) {
      Outcome outcome = Limpet.finish(start);
      won += outcome.exit() == 0 ? 1 : 0;
      assertTrue(
          outcome.exit() == 0 || outcome.err().contains("a box " + name + " already"),
          outcome.err());
    }
    assertEquals(1, won);
    assertTrue(isListedAs("running"), ps());
  }

  // The end of supervisors

  @Test
  void boxDiesWithItsSupervisorAndItsNameIsFree() throws Exception {
    String mark = "limpet-mark-" + System.nanoTime();
    start("--", "sh", "-c", "sleep 1000; : " + mark);
    String pid = supervisor();
    assertEquals(0, Limpet.host("kill", "-KILL", pid).exit());
    assertTrue(Processes.awaitGone(mark));
    awaitStatus("dead");
    assertRefused("does not run: it is dead", "exec", name, "true");
    assertEquals(137, limpet("wait", name).exit());
    start("--", "true");
    assertEquals(0, limpet("wait", name).exit());
  }

  private String supervisor() {
    return ps("--json")
        .replaceAll("(?s).*\"name\":\"" + name + "\".*?\"supervisor_pid\":([0-9]+).*", "$1");
  }

  @Test
  void startThatIsKilledAtAnyMomentLeavesNoProcess() throws Exception {
    String mark = "limpet-mark-" + System.nanoTime();
    Random random = new Random(11);
    for (int i = 0; i < 40; i++) {
      Process start =
          Limpet.start(
              caller, "run", "-d", "--name", name, "--", "sh", "-c", "sleep 1000; : " + mark);
      Thread.sleep(random.nextInt(12));
      // All of them: the one that starts, the supervisor and the holder, in whatever order.
      Limpet.host("sh", "-c", "pkill -KILL -f '[l]impet.*" + mark + "' || :");
      Limpet.finish(start);
    }
    assertTrue(Processes.awaitGone(mark));
    limpet("rm", "-f", name);
    start("--", "true");
  }

  @Test
  void runningBoxIsRemovedByForceOnly() throws Exception {
    String mark = "limpet-mark-" + System.nanoTime();
    start("--", "sh", "-c", "sleep 1000; : " + mark);
    assertRefused("runs: limpet kill", "rm", name);
    assertEquals(0, limpet("rm", "-f", name, "it-never").exit());
    assertTrue(Processes.awaitGone(mark));
    assertFalse(Files.exists(home().resolve(name)));
  }

  @Test
  void stateThatIsNoneIsRefusedInOneLine() throws IOException {
    sleeping();
    Path state = home().resolve(name).resolve("state");
    String text = Files.readString(state);
    Files.writeString(state, text.substring(0, text.length() / 2));
    assertRefused("limpet rm -f " + name, "exec", name, "true");
    Files.writeString(state, text.replace("\"pid\":", "\"pid\":-"));
    assertRefused("limpet rm -f " + name, "kill", name);
    Files.writeString(state, text);
    assertEquals(0, limpet("exec", name, "true").exit());
  }

  @Test
  void processOfAnotherIsNeverSignalled() throws Exception {
    sleeping();
    // The kernel's clock for starts ticks a hundred times a second.
    Thread.sleep(50);
    Process bystander = new ProcessBuilder("sleep", "1000").start();
    Path state = home().resolve(name).resolve("state");
    String text = Files.readString(state);
    // As if the number had been given to another process since.
    Files.writeString(
        state,
        text.replaceAll(
            "\"(supervisor|guest)\":\\{\"pid\":[0-9]+", "\"$1\":{\"pid\":" + bystander.pid()));
    assertRefused("has just ended", "kill", name);
    assertRefused("has just ended", "kill", "-s", "TERM", name);
    assertRefused("does not run any more", "exec", name, "true");
    assertTrue(bystander.isAlive());
    bystander.destroyForcibly();
    Files.writeString(state, text);
  }
}
