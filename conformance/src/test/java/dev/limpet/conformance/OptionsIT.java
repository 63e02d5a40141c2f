package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static dev.limpet.conformance.Limpet.limpetIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the options of {@code run} and {@code build} do in a real box. */
@ParameterizedClass
@EnumSource(Caller.class)
record OptionsIT(Caller caller) {
  @Test
  void environmentMayBeginWithNothing() {
    Map<String, String> callers = Map.of("KEPT", "1", "LEFT", "2");
    assertEquals(
        "KEPT=1 NEW=3",
        limpetIn(
                Path.of("/"),
                callers,
                caller,
                "run",
                "--clear-env",
                "-e",
                "KEPT",
                "-e",
                "NEW=3",
                "/usr/bin/env")
            .line()
            .replace('\n', ' '));
    assertEquals(
        "-1",
        limpetIn(Path.of("/"), callers, caller, "run", "-E", "LEFT", "sh", "-c", "echo $LEFT-$KEPT")
            .line());
  }

  @Test
  void environmentFileIsTakenAsItStands() throws IOException {
    Path file = Scratch.directory("env").resolve("file");
    Files.writeString(file, "# comment\nA=1\nB='two words'\n\nC=x\n");
    String[] words = {
      "run", "--env-file", file.toString(), "-e", "C=y", "sh", "-c", "echo $A $B $C"
    };
    assertEquals("1 'two words' y", limpet(caller, words).line());
    Files.writeString(file, "A=1\n=2\n");
    Outcome wrong = limpet(caller, words);
    assertEquals(125, wrong.exit());
    assertTrue(wrong.err().contains("line 2"), wrong.err());
    Outcome missing = limpet(caller, "run", "--env-file", file + "x", "true");
    assertEquals(125, missing.exit());
    assertTrue(missing.err().contains("--env-file"), missing.err());
  }

  @Test
  void volumeOfDockersFormIsWritableUnlessItSaysRo() throws IOException {
    Path directory = Scratch.directory("volume");
    Path inner = Scratch.directory("volume");
    assertEquals(0, limpet(caller, "run", "-v", directory + ":/mnt", "touch", "/mnt/made").exit());
    assertTrue(Files.exists(directory.resolve("made")));
    assertNotEquals(
        0, limpet(caller, "run", "-v", directory + ":/mnt:ro", "touch", "/mnt/no").exit());
    assertEquals(0, limpet(caller, "run", "-v", inner.toString(), "touch", inner + "/x").exit());
  }

  @Test
  void tmpfsHasTheSizeThatWasAsked() {
    assertEquals(
        "1024",
        limpet(
                caller,
                "run",
                "--tmpfs",
                "/mnt:size=1m",
                "sh",
                "-c",
                "df -k /mnt | awk 'END{print $2}'")
            .line());
    assertEquals(
        "2048",
        limpet(
                caller,
                "run",
                "--tmpfs",
                "size=2M,noexec",
                "/tmp",
                "sh",
                "-c",
                "cp /bin/true /tmp; /tmp/true 2>/dev/null || df -k /tmp | awk 'END{print $2}'")
            .line());
  }

  @Test
  void placesLieOnEachOtherInTheirOrder() {
    assertEquals(
        "/tmp/a/b/c/passwd",
        limpet(
                caller,
                "run",
                "--tmpfs",
                "/tmp/a/b",
                "-v",
                "/etc:/tmp/a/b/c:ro",
                "ls",
                "/tmp/a/b/c/passwd")
            .line());
  }

  @Test
  void guestMayTakeItselfForRootAndGainsNothing() {
    Outcome outcome =
        limpet(caller, "run", "--map-root", "sh", "-c", "id -u; grep CapEff /proc/self/status");
    assertEquals("0\nCapEff:\t0000000000000000", outcome.line());
    assertEquals(
        "7 8", limpet(caller, "run", "-u", "7:8", "sh", "-c", "echo $(id -u) $(id -g)").line());
  }

  @Test
  void hostnameIsTheBoxs() {
    assertEquals("shell", limpet(caller, "run", "--hostname", "shell", "hostname").line());
  }

  @Test
  void hostNetworkIsOpenedByNameOnly() {
    String own = limpet(caller, "run", "readlink", "/proc/self/ns/net").line();
    String open = limpet(caller, "run", "--net", "host", "readlink", "/proc/self/ns/net").line();
    String hosts = Limpet.host("readlink", "/proc/self/ns/net").line();
    assertEquals(hosts, open);
    assertNotEquals(hosts, own);
  }

  @Test
  void filterIsTakenAwayByNameOnly() {
    // ADDR_NO_RANDOMIZE, which the default profile refuses.
    assertNotEquals(0, limpet(caller, "run", "setarch", "-R", "true").exit());
    assertEquals(0, limpet(caller, "run", "--seccomp", "none", "setarch", "-R", "true").exit());
  }

  /** A profile that everybody may read. */
  private static String profile(String text) throws IOException {
    Path file = Files.createTempFile("profile", ".json");
    Files.writeString(file, text.replace('\'', '"'));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file.toString();
  }

  @Test
  void profileOfTheCallersHolds() throws IOException {
    String profile =
        profile(
            "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['mkdir','mkdirat'],"
                + "'action':'SCMP_ACT_ERRNO','errnoRet':28},{'names':['no_such_call'],"
                + "'action':'SCMP_ACT_LOG'}]}");
    Outcome outcome = limpet(caller, "run", "--seccomp", profile, "mkdir", "/tmp/x");
    assertEquals(1, outcome.exit());
    assertTrue(outcome.err().contains("No space left on device"), outcome.err());
    String types = "$x = 'x'; ioctl(STDIN, 0x5412, $x); exit($! + 0)";
    assertEquals(1, limpet(caller, "run", "--seccomp", profile, "perl", "-e", types).exit());
    String plan = limpet(caller, "run", "--dry-run", "--seccomp", profile, "true").out();
    assertTrue(plan.contains(profile + ", 2 rules, "), plan);
    assertTrue(plan.contains("no system calls of this processor: no_such_call"), plan);
    // What is not allowed is not needed to start either: execve alone, and the guest dies of more.
    String strict =
        profile(
            "{'defaultAction':'SCMP_ACT_KILL_PROCESS','syscalls':[{'names':['execve'],"
                + "'action':'SCMP_ACT_ALLOW'}]}");
    assertEquals(128 + 31, limpet(caller, "run", "--seccomp", strict, "true").exit());
  }

  @Test
  void profileThatIsWrongIsRefusedWithItsPlace() throws IOException {
    String profile = profile("{'defaultAction':'SCMP_ACT_ALLOW',\n 'syscall':[]}");
    Outcome outcome = limpet(caller, "run", "--seccomp", profile, "true");
    assertEquals(125, outcome.exit());
    assertEquals(
        "limpet: run: --seccomp "
            + profile
            + ":2:2: no key \"syscall\" is known here; did you mean \"syscalls\"?\n",
        outcome.err());
  }

  @Test
  void limitsHold() {
    assertEquals(
        "64 64",
        limpet(caller, "run", "--nofile=64", "sh", "-c", "echo $(ulimit -n) $(ulimit -Hn)").line());
    Outcome large =
        limpet(
            caller,
            "run",
            "--fsize",
            "1k",
            "sh",
            "-c",
            "head -c 5000 /dev/zero >/tmp/x; wc -c </tmp/x");
    assertEquals("1024", large.line());
    Outcome above = limpet(caller, "run", "--nofile", "99999999", "true");
    assertEquals(125, above.exit());
    assertTrue(above.err().contains("RLIMIT_NOFILE"), above.err());
  }

  @Test
  void boxIsEndedWhenItsTimeIsOver() {
    Outcome outcome =
        limpet(caller, "run", "--timeout", "200ms", "sh", "-c", "sleep 50 & sleep 60");
    assertEquals(124, outcome.exit());
    assertTrue(outcome.err().contains("--timeout"), outcome.err());
    assertEquals(7, limpet(caller, "run", "--timeout", "50", "sh", "-c", "exit 7").exit());
  }

  @Test
  void statsTellWhatWasUsed() {
    Outcome text = limpet(caller, "run", "--stats", "true");
    assertTrue(
        text.err()
            .matches(
                "limpet: wall [0-9.]+ s, user [0-9.]+ s, system [0-9.]+ s,"
                    + " peak memory [0-9]+ KiB\n"),
        text.err());
    Outcome json = limpet(caller, "run", "--stats=json", "sh", "-c", "exit 3");
    assertEquals(3, json.exit());
    assertTrue(
        json.err().startsWith("{\"exit_code\":3,\"timed_out\":false,\"wall_ns\":"), json.err());
  }

  @Test
  void buildMayWriteToTheRootAsFarAsTheCallerMay() throws IOException {
    Path directory = Scratch.directory("build");
    Path made = directory.resolve("made");
    assertNotEquals(0, limpet(caller, "run", "touch", made.toString()).exit());
    assertFalse(Files.exists(made));
    assertEquals(0, limpet(caller, "build", "touch", made.toString()).exit());
    assertTrue(Files.exists(made));
  }
}
