package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code --subids}. The files of the host that say who has which ids are the test's own, in a mount
 * namespace of its own.
 */
@ParameterizedClass
@EnumSource(Caller.class)
record SubordinateIdsIT(Caller caller) {
  private String uid() {
    return caller == Caller.SELF ? Limpet.host("id", "-u").line() : Caller.UID;
  }

  /** Needs root, as the tests of CI have. */
  static Outcome withFiles(String subordinate, List<String> command) throws IOException {
    Path directory = Scratch.directory("subids");
    Path file = directory.resolve("ids");
    Files.writeString(file, subordinate);
    Path passwd = directory.resolve("passwd");
    Files.writeString(
        passwd,
        Files.readString(Path.of("/etc/passwd"))
            + "boxer:x:"
            + Caller.UID
            + ":"
            + Caller.UID
            + "::/:/bin/sh\n");
    String mounts =
        "mount --bind "
            + file
            + " /etc/subuid && mount --bind "
            + file
            + " /etc/subgid && mount --bind "
            + passwd
            + " /etc/passwd && exec ";
    List<String> words = new ArrayList<>(List.of("unshare", "-m", "sh", "-c"));
    words.add(mounts + Shell.quote(command));
    return Limpet.host(words.toArray(String[]::new));
  }

  private Outcome run(String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of("run", "--subids"));
    line.addAll(List.of(words));
    return withFiles(uid() + ":200000:3000\n", Limpet.command(caller, line.toArray(String[]::new)));
  }

  @Test
  void rootOfTheBoxGivesFilesAndProcessesItsIds() throws IOException {
    Outcome outcome =
        run(
            "--map-root",
            "--",
            "sh",
            "-c",
            "touch /tmp/x && chown 5:6 /tmp/x && stat -c %u:%g /tmp/x"
                + " && setpriv --reuid 7 --regid 8 --clear-groups sh -c 'id -u; id -g'");
    assertEquals("5:6\n7\n8\n", outcome.out(), outcome.err());
  }

  @Test
  void idsFillTheNumbersAroundTheCaller() throws IOException {
    String map = "sed 's/  */ /g' /proc/self/uid_map";
    String mine = uid();
    assertEquals(" 0 " + mine + " 1\n 1 200000 3000\n", run("--map-root", "sh", "-c", map).out());
    Outcome numbered = run("-u", "100", "sh", "-c", map + "; id -u");
    List<String> lines = numbered.out().lines().sorted().toList();
    assertEquals(
        List.of(" 0 200000 100", " 100 " + mine + " 1", " 101 200100 2900", "100"),
        lines,
        numbered.err());
  }

  @Test
  void rootOfTheBoxHasNoRightBeyondItsIds() throws IOException {
    String capabilities = "sed -n 's/^Cap...:\\t//p' /proc/self/status | sort -u";
    assertEquals(
        "0000000000000000\n00000000000000fb\n", run("--map-root", "sh", "-c", capabilities).out());
    assertEquals("0000000000000000\n", run("-u", "100", "sh", "-c", capabilities).out());
    for (String attempt :
        List.of(
            "mount -t tmpfs none /tmp",
            "chown 70000 /tmp",
            "cat /proc/1/mem",
            "chown 5 /etc/passwd",
            "umount /proc/sys",
            "chroot / true",
            "mknod /tmp/sda b 8 0",
            "setpriv --reuid 70000 true")) {
      assertNotEquals(0, run("--map-root", "sh", "-c", attempt).exit(), attempt);
    }
  }

  @Test
  void missingEntryIsNamedWithTheFix() throws IOException {
    Outcome outcome = withFiles("", Limpet.command(caller, "run", "--subids", "true"));
    assertEquals(125, outcome.exit());
    assertTrue(outcome.err().contains("/etc/subuid gives no ids"), outcome.err());
    assertTrue(outcome.err().contains("usermod --add-subuids"), outcome.err());
    Outcome malformed =
        withFiles("#\n" + uid() + ":x\n", Limpet.command(caller, "run", "--subids", "true"));
    assertTrue(malformed.err().contains("/etc/subuid: line 2"), malformed.err());
  }

  @Test
  void whatTheHelperSaysIsToldInOneLine() throws IOException {
    Path directory = Scratch.directory("path");
    Path helper = directory.resolve("newuidmap");
    Files.writeString(helper, "#!/bin/sh\necho 'no, not today' >&2\necho more >&2\nexit 1\n");
    assertTrue(helper.toFile().setExecutable(true, false));
    List<String> command = new ArrayList<>(List.of("env", "PATH=" + directory));
    command.set(0, "/usr/bin/env");
    List<String> limpet = Limpet.command(caller, "run", "--subids", "--map-root", "true");
    int program = limpet.indexOf(Limpet.binary().toString());
    List<String> line = new ArrayList<>(limpet.subList(0, program));
    line.addAll(command);
    line.addAll(limpet.subList(program, limpet.size()));
    Outcome outcome = withFiles(uid() + ":200000:3000\n", line);
    assertEquals(125, outcome.exit());
    assertEquals("limpet: the box needs newuidmap: no, not today; more\n", outcome.err());
  }

  @Test
  void nothingIsLeftOfALauncherThatIsKilled() throws Exception {
    String mark = "subids" + ProcessHandle.current().pid() + caller;
    String line =
        Shell.quote(
            Limpet.command(
                caller, "run", "--subids", "--hostname", mark, "--map-root", "sleep", "999"));
    String script =
        line
            + " & until grep -q . /proc/$!/task/$!/children; do sleep 0.1; done; sleep 0.3;"
            + " kill -9 $!; wait";
    withFiles(uid() + ":200000:3000\n", List.of("sh", "-c", script));
    assertTrue(Processes.awaitGone(mark));
  }
}
