package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Limits on a box as a whole, for a caller who may make cgroups: root where they are mounted, or
 * whoever has some delegated.
 */
class CgroupIT {
  private static final String HOG = "$x = \"a\" x (200 << 20); print \"alive\\n\"";
  private static final Pattern CPU = Pattern.compile("\"cgroup\":\\{.*\"cpu_ns\":([0-9]+)");

  /** Whether this machine lets whoever runs the tests make cgroups with these controllers. */
  private static void needsCgroups() {
    Outcome plan =
        limpet(Caller.SELF, "run", "--dry-run", "--memory=64m", "--cpus=1", "--pids=9", "true");
    assertEquals(0, plan.exit(), plan.err());
    assumeTrue(
        !plan.out().startsWith("not held"), () -> "no cgroups to be had here: " + plan.out());
  }

  /** The directories of boxes that are there. */
  private static Set<String> directories() throws IOException {
    Set<String> found = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      String[] fields = line.split(" ");
      if (fields[2].startsWith("cgroup")) {
        try (Stream<Path> all = Files.walk(Path.of(fields[1]))) {
          all.filter(path -> path.getFileName().toString().startsWith("limpet-"))
              .filter(Files::isDirectory)
              .forEach(path -> found.add(path.toString()));
        } catch (java.io.UncheckedIOException gone) {
          return directories(); // one that was going away while it was being listed
        }
      }
    }
    return found;
  }

  private static Set<String> awaitDirectories(Set<String> before)
      throws IOException, InterruptedException {
    for (int i = 0; i < 250 && !before.containsAll(directories()); i++) {
      Thread.sleep(20);
    }
    Set<String> left = directories();
    left.removeAll(before);
    return left;
  }

  @Test
  void boxThatWantsMoreMemoryIsKilledAndNobodyElse() throws Exception {
    needsCgroups();
    Set<String> before = directories();
    Process neighbour =
        Limpet.start(Caller.SELF, "run", "--memory=64m", "--", "sh", "-c", "sleep 3; echo fine");
    Outcome bomb = limpet(Caller.SELF, "run", "--memory=64m", "--stats=json", "perl", "-e", HOG);
    assertEquals(128 + 9, bomb.exit());
    assertEquals("", bomb.out());
    assertTrue(bomb.err().startsWith("limpet: the memory of the box was used up"), bomb.err());
    assertTrue(bomb.err().contains("\"cgroup\":{\"peak_memory_bytes\":67108864,"), bomb.err());
    assertTrue(bomb.err().contains("\"oom_kills\":1}"), bomb.err());
    Outcome other = Limpet.finish(neighbour);
    assertEquals(0, other.exit());
    assertEquals("fine", other.line());
    assertEquals(new TreeSet<>(), awaitDirectories(before));
  }

  @Test
  void memoryIsThatOfAllProcessesAndOfTheFilesInTmp() {
    needsCgroups();
    String each = "perl -e '$x = \"a\" x (20 << 20); sleep 2' &";
    Outcome many =
        limpet(
            Caller.SELF,
            "run",
            "--memory=48m",
            "--stats=json",
            "sh",
            "-c",
            each.repeat(4) + "wait");
    assertNotEquals(true, many.err().contains("\"oom_kills\":0"), many.err());
    Outcome files = limpet(Caller.SELF, "run", "--memory=32m", "head", "-c", "100m", "/dev/zero");
    assertEquals(0, files.exit(), files.err());
    Outcome tmp =
        limpet(Caller.SELF, "run", "--memory=32m", "sh", "-c", "head -c 100M /dev/zero >/tmp/x");
    assertEquals(128 + 9, tmp.exit(), tmp.err());
  }

  @Test
  void forkBombIsHeld() {
    needsCgroups();
    Outcome bomb = limpet(Caller.SELF, "run", "--pids=20", "--timeout=20", "perl", "-e", forks());
    assertEquals("19", bomb.line(), bomb.err());
  }

  /** Makes children until the kernel does not want to, and says how many there are. */
  static String forks() {
    return "for ($n = 0; $n < 1000; $n++) { $p = fork; last if !defined $p;"
        + " if (!$p) { close STDOUT; close STDERR; sleep 1000 } } print \"$n\\n\"";
  }

  @Test
  void processorsAreHeld() {
    needsCgroups();
    Outcome busy =
        limpet(
            Caller.SELF,
            "run",
            "--cpus=0.25",
            "--timeout=2",
            "--stats=json",
            "sh",
            "-c",
            "(while :; do :; done) & while :; do :; done");
    assertEquals(124, busy.exit());
    Matcher used = CPU.matcher(busy.err());
    assertTrue(used.find(), busy.err());
    // Half a second is what it may have had; alone it would have had two to four.
    assertTrue(Long.parseLong(used.group(1)) < 1_000_000_000L, busy.err());
  }

  @Test
  void boxSeesItsOwnCgroupAsTheTopmost() {
    needsCgroups();
    Outcome own = limpet(Caller.SELF, "run", "--memory=64m", "grep", "limpet", "/proc/self/cgroup");
    assertEquals(1, own.exit(), own.out());
    Outcome memory =
        limpet(
            Caller.SELF,
            "run",
            "--memory=64m",
            "grep",
            "-c",
            ":memory:/$\\|^0::/$",
            "/proc/1/cgroup");
    assertNotEquals("0", memory.line());
  }

  @Test
  void detachedBoxIsHeldAndLeavesNoCgroup() throws Exception {
    needsCgroups();
    Set<String> before = directories();
    String name = "it-" + Long.toString(System.nanoTime(), 36);
    Outcome start =
        limpet(
            Caller.SELF,
            "run",
            "-d",
            "--name",
            name,
            "--memory=64m",
            "--pids=20",
            "perl",
            "-e",
            "sleep 1000");
    assertEquals(0, start.exit(), start.err());
    assertNotEquals(before, directories());
    // What joins counts, and what it leaves behind: the guest is one, this one another.
    Outcome joined = limpet(Caller.SELF, "exec", name, "perl", "-e", forks());
    assertEquals("18", joined.line(), joined.err());
    Outcome bomb = limpet(Caller.SELF, "exec", name, "perl", "-e", HOG);
    assertNotEquals(0, bomb.exit(), bomb.err());
    assertEquals("", bomb.out());
    Outcome gone = limpet(Caller.SELF, "rm", "-f", name);
    assertEquals(0, gone.exit(), gone.err());
    assertEquals(new TreeSet<>(), awaitDirectories(before));
  }

  @Test
  void limitThatTheKernelRefusesIsToldAndLeavesNothing() throws Exception {
    needsCgroups();
    Set<String> before = directories();
    Outcome wrong = limpet(Caller.SELF, "run", "--pids=99999999999", "true");
    assertEquals(125, wrong.exit());
    assertTrue(wrong.err().contains("pids.max to 99999999999: EINVAL"), wrong.err());
    assertEquals(new TreeSet<>(), awaitDirectories(before));
  }

  @Test
  void launcherKilledAtAnyMomentLeavesNoCgroup() throws Exception {
    needsCgroups();
    String mark = "limpet-mark-" + System.nanoTime();
    Set<String> before = directories();
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      Process launcher =
          Limpet.start(
              Caller.SELF,
              "run",
              "--memory=64m",
              "--cpus=1",
              "--pids=20",
              "sh",
              "-c",
              "sleep 1000; : " + mark);
      Thread.sleep(Duration.ofNanos(random.nextInt(20_000_000)));
      launcher.destroyForcibly().waitFor();
    }
    assertTrue(Processes.awaitGone(mark));
    assertEquals(new TreeSet<>(), awaitDirectories(before));
  }

  @Test
  void userWithoutCgroupsIsToldWhatIsNotHeldInOneLine() {
    Outcome outcome =
        limpet(
            Caller.ORDINARY_USER,
            "run",
            "--memory=64m",
            "--cpus=0.5",
            "--pids=9",
            "perl",
            "-e",
            forks());
    assertEquals(0, outcome.exit(), outcome.err());
    assertEquals("8", outcome.line());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains("--cpus 0.5 is not held"), outcome.err());
    Outcome bomb = limpet(Caller.ORDINARY_USER, "run", "--memory=64m", "perl", "-e", HOG);
    assertNotEquals(0, bomb.exit());
    assertEquals("", bomb.out());
  }

  @Test
  void keysOfTheCallerDoNotReachTheJanitor() throws Exception {
    needsCgroups();
    Set<String> before = directories();
    // The whole process group is killed, as a terminal or a runner does it.
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(Limpet.command(Caller.SELF, "run", "--memory=64m", "sleep", "1000"));
    Process group = new ProcessBuilder(words).start();
    for (int i = 0; i < 250 && before.containsAll(directories()); i++) {
      Thread.sleep(20);
    }
    assertNotEquals(before, directories());
    Limpet.host("kill", "-9", "--", "-" + group.pid());
    group.waitFor();
    assertEquals(new TreeSet<>(), awaitDirectories(before));
  }
}
