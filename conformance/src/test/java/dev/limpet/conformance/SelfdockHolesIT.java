package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The seven holes of selfdock, attacked. */
@ParameterizedClass
@EnumSource(Caller.class)
record SelfdockHolesIT(Caller caller) {
  private Outcome sh(String script) {
    return limpet(caller, "run", "--", "sh", "-c", script);
  }

  @Test
  void setuidProgramWithAForgedEtcGivesNoRoot() throws IOException {
    assertEquals(0, Limpet.host("test", "-u", "/usr/bin/su").exit(), "nothing to attack with");
    Path etc = Scratch.directory("etc");
    Files.writeString(
        etc.resolve("passwd"),
        """
        root::0:0:root:/:/bin/sh
        me:x:54321:54321:me:/:/bin/sh
        other::4321:4321::/:/bin/sh
        """);
    Files.writeString(
        etc.resolve("shadow"),
        """
        root::1:0:99999:7:::
        other::1:0:99999:7:::
        """);
    Files.writeString(
        etc.resolve("group"),
        """
        root:x:0:
        me:x:54321:
        other:x:4321:
        """);
    Files.createDirectory(etc.resolve("pam.d"));
    String permit =
        """
        auth sufficient pam_permit.so
        account sufficient pam_permit.so
        session sufficient pam_permit.so
        password sufficient pam_permit.so
        """;
    for (String service : List.of("su", "other")) {
      Files.writeString(etc.resolve("pam.d").resolve(service), permit);
    }
    // root becomes somebody else by su, everybody else root: neither must work.
    String user = caller == Caller.SELF ? "other" : "root";
    Outcome outcome =
        limpet(
            caller,
            "run",
            "--map",
            etc.toString(),
            "/etc",
            "--",
            "su",
            user,
            "-c",
            "id -u; grep CapEff /proc/self/status");
    assertNotEquals(0, outcome.exit(), outcome.out());
    assertEquals("", outcome.out());
  }

  @Test
  void bindSourceUnderAClosedDirectoryStaysClosed() throws IOException {
    Path closed = Scratch.directory("closed");
    Path secret = Files.writeString(closed.resolve("secret"), "s3cret");
    // Closed to whoever runs limpet, who is no root even as root: without capabilities.
    String owner = caller == Caller.SELF ? "4321" : "0";
    assertEquals(0, Limpet.host("chown", owner, closed.toString()).exit());
    assertEquals(0, Limpet.host("chmod", "700", closed.toString()).exit());
    Outcome outcome =
        limpet(
            caller,
            "run",
            "--map",
            secret.toString(),
            "/etc/hostname",
            "--",
            "cat",
            "/etc/hostname");
    assertEquals(125, outcome.exit(), outcome.out());
    assertTrue(outcome.err().contains("EACCES"), outcome.err());
    assertFalse((outcome.out() + outcome.err()).contains("s3cret"));
  }

  @Test
  void tmpfsIsBounded() {
    String[] places = {"/tmp", "/dev/shm", "/mnt"};
    for (String place : places) {
      Outcome outcome =
          limpet(
              caller,
              "run",
              "--tmpfs",
              "/mnt",
              "--",
              "dd",
              "if=/dev/zero",
              "of=" + place + "/fill",
              "bs=1M",
              "count=100000");
      assertNotEquals(0, outcome.exit(), place);
      assertTrue(outcome.err().contains("No space left on device"), place + outcome.err());
    }
  }

  @Test
  void descriptorLeftOpenIsClosed() throws IOException {
    Path secret = Files.writeString(Scratch.directory("leak").resolve("secret"), "s3cret");
    for (String read : List.of("cat <&7", "cat /proc/self/fd/7", "cat /proc/1/fd/7")) {
      List<String> command = Limpet.command(caller, "run", "--", "sh", "-c", read);
      Outcome outcome =
          Limpet.host("sh", "-c", "exec 7<" + secret + "; exec " + Shell.quote(command));
      assertNotEquals(0, outcome.exit(), read);
      assertFalse((outcome.out() + outcome.err()).contains("s3cret"), read);
    }
  }

  /** Signals the launcher of a box that sleeps; returns its exit code once nothing is left. */
  private int signalled(String signal) throws Exception {
    String mark = "limpet-mark-" + System.nanoTime();
    Process launcher =
        Limpet.start(caller, "run", "--", "sh", "-c", "sleep 1000 & echo r; wait # " + mark);
    assertEquals('r', launcher.getInputStream().read());
    assertTrue(Processes.any(mark));
    assertEquals(0, Limpet.host("kill", "-" + signal, String.valueOf(launcher.pid())).exit());
    int code = launcher.waitFor();
    assertTrue(Processes.awaitGone(mark), signal);
    return code;
  }

  @Test
  void wrapperThatIsSignalledTakesTheChildAlong() throws Exception {
    assertEquals(128 + 15, signalled("TERM"));
    assertEquals(128 + 9, signalled("KILL"));
  }

  @Test
  void filterIsOnAndTheBoundingSetEmpty() {
    assertEquals(
        "CapBnd: 0000000000000000 Seccomp: 2",
        sh("grep -E '^(CapBnd|Seccomp):' /proc/self/status | tr '\\t\\n' '  '").line());
    // unshare, mount, keyctl by number, ptrace of a child, a new device node
    String attacks =
        "unshare -Ur true || unshare -n true || mount -t tmpfs none /tmp || mknod /tmp/m c 1 1"
            + " || chroot / true";
    assertNotEquals(0, sh("{ " + attacks + "; } 2>/dev/null").exit());
  }

  @Test
  void absoluteLinkInADestinationStaysInTheBox() throws IOException {
    Path root = BoxRoot.create();
    Path victim = Scratch.directory("victim");
    Files.createSymbolicLink(root.resolve("link"), victim);
    Path source = Scratch.directory("source");
    Files.writeString(source.resolve("marker"), "x");
    String[] words = {
      "run",
      "--rootfs",
      root.toString(),
      "--vol",
      source.toString(),
      "/link",
      "--",
      "/bin/busybox",
      "ls",
      "/link"
    };
    assertEquals(125, limpet(caller, words).exit());
    // Where the box has a directory of that name the link leads there.
    Path inside = Files.createDirectories(Path.of(root.toString(), victim.toString()));
    assertEquals("marker", limpet(caller, words).line());
    try (var entries = Files.list(victim)) {
      assertEquals(0, entries.count());
    }
    try (var entries = Files.list(inside)) {
      assertEquals(0, entries.count());
    }
  }
}
