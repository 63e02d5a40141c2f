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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a box sees of the host's files, and what it may change. */
@ParameterizedClass
@EnumSource(Caller.class)
record FileSystemIT(Caller caller) {
  private Outcome sh(String script) {
    return limpet(caller, "run", "--", "sh", "-c", script);
  }

  /** Sockets of services are there, and the state of other boxes. */
  @Test
  void runOfTheHostIsNotToBeSeen() {
    for (String option : List.of("--init", "--overlay", "--nest")) {
      Outcome outcome = limpet(caller, "run", option, "--", "sh", "-c", "ls -A /run; echo end");
      assertEquals("end", outcome.line(), outcome.err());
    }
  }

  @Test
  void rootIsReadOnly() {
    Outcome outcome = sh("touch /usr/limpet-was-here");
    assertNotEquals(0, outcome.exit());
    assertTrue(outcome.err().contains("Read-only file system"), outcome.err());
    for (String place : new String[] {"/", "/dev/", "/etc/", "/sys/"}) {
      assertNotEquals(0, sh("cp /bin/true " + place).exit(), place);
    }
  }

  @Test
  void rootCannotBeMadeWritableAgain() {
    assertNotEquals(0, sh("mount -o remount,rw /").exit());
    assertNotEquals(0, sh("umount /tmp || umount /proc || umount /dev").exit());
  }

  @Test
  void tmpIsPrivateBoundedAndWritable() throws IOException {
    Path outside = Path.of("/tmp/limpet-conformance-private");
    assertEquals(0, sh("echo x > " + outside + " && test -s " + outside).exit());
    assertFalse(Files.exists(outside));
    Outcome outcome = sh("dd if=/dev/zero of=/tmp/fill bs=1M count=100000");
    assertNotEquals(0, outcome.exit());
    assertTrue(outcome.err().contains("No space left on device"), outcome.err());
  }

  @Test
  void devHoldsTheMinimumAndItWorks() {
    assertEquals(
        "fd full null ptmx pts random shm stderr stdin stdout tty urandom zero",
        sh("ls /dev | LC_ALL=C sort | tr '\\n' ' '").line());
    assertEquals(
        "ok",
        sh("echo x > /dev/null && head -c 8 /dev/zero | od -An -c >/dev/null"
                + " && head -c 8 /dev/urandom > /dev/null && ! echo x 2>/dev/null > /dev/full"
                + " && echo ok")
            .line());
  }

  @Test
  void onlyTheRootFileSystemIsVisible() throws IOException {
    // A mount that the host has below its root is empty inside. The mount is made in a namespace of
    // the test's own, so that it ends with the test.
    Path directory = Scratch.directory("submount");
    Path file = Files.writeString(directory.resolve("file"), "beneath\n");
    Path place = Files.createDirectory(directory.resolve("place"));
    String script =
        "mount -t tmpfs none %1$s && echo secret > %1$s/secret && mount --bind /etc/hostname %2$s && exec %3$s"
            .formatted(
                place,
                file,
                Shell.quote(
                    Limpet.command(
                        caller, "run", "--", "sh", "-c", "ls -A " + place + "; cat " + file)));
    Outcome outcome = Limpet.host("unshare", "-m", "sh", "-c", script);
    assertEquals("", outcome.out());
    assertEquals(0, outcome.exit(), outcome.err());
  }

  @Test
  void hostsSysAndOtherMountsAreEmpty() {
    assertEquals("", sh("ls -A /sys").line());
  }

  @Test
  void mapIsReadOnlyAndVolIsWritable() throws IOException {
    Path directory = Scratch.directory("share");
    Files.writeString(directory.resolve("in"), "from outside\n");
    Outcome map =
        limpet(caller, "run", "--map", directory.toString(), "/mnt", "--", "cat", "/mnt/in");
    assertEquals("from outside", map.line(), map.err());
    Outcome refused =
        limpet(caller, "run", "--map", directory.toString(), "/mnt", "--", "touch", "/mnt/new");
    assertNotEquals(0, refused.exit());
    Outcome vol =
        limpet(
            caller,
            "run",
            "--vol",
            directory.toString(),
            "/mnt",
            "--",
            "sh",
            "-c",
            "echo inside > /mnt/out");
    assertEquals(0, vol.exit(), vol.err());
    assertEquals("inside\n", Files.readString(directory.resolve("out")));
  }

  @Test
  void fileCanBeMappedOverAFile() throws IOException {
    Path file = Scratch.directory("file").resolve("motd");
    Files.writeString(file, "mapped\n");
    Outcome outcome =
        limpet(
            caller, "run", "--map", file.toString(), "/etc/hostname", "--", "cat", "/etc/hostname");
    assertEquals("mapped", outcome.line(), outcome.err());
  }

  @Test
  void symlinkInDestinationStaysInsideTheBox() throws IOException {
    // DST is an absolute symlink of the box's root: it is followed there, never on the host.
    Path root = BoxRoot.create();
    Path victim = Scratch.directory("victim");
    Files.createSymbolicLink(root.resolve("link"), victim);
    Path source = Scratch.directory("source");
    Files.writeString(source.resolve("marker"), "x");
    Outcome outcome =
        limpet(
            caller,
            "run",
            "--rootfs",
            root.toString(),
            "--vol",
            source.toString(),
            "/link",
            "--",
            "/bin/busybox",
            "ls",
            "/link");
    assertEquals(125, outcome.exit(), outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains("/link"), outcome.err());
  }

  @Test
  void rootfsIsTheRoot() throws IOException {
    Path root = BoxRoot.create();
    Outcome outcome =
        limpet(caller, "run", "--rootfs", root.toString(), "--", "/bin/busybox", "ls", "/");
    assertEquals(0, outcome.exit(), outcome.err());
    assertTrue(outcome.out().contains("only-here"), outcome.out());
    assertFalse(outcome.out().contains("usr\n"), outcome.out());
  }

  @Test
  void currentDirectoryIsKeptWhereVisible() throws IOException {
    Path directory = Scratch.directory("cwd");
    assertEquals(
        directory.toString(), limpetIn(directory, Map.of(), caller, "run", "--", "pwd").line());
    // /proc is another one inside, and /tmp is the box's own.
    Path hidden = Files.createTempDirectory(Path.of("/tmp"), "limpet-conformance");
    assertEquals("/", limpetIn(hidden, Map.of(), caller, "run", "--", "pwd").line());
    Files.delete(hidden);
    assertEquals("/usr", limpet(caller, "run", "-C", "/usr", "--", "pwd").line());
    Outcome missing = limpet(caller, "run", "-C", "/no/such/dir", "--", "pwd");
    assertEquals(125, missing.exit());
    assertTrue(missing.err().contains("/no/such/dir"), missing.err());
  }

  @Test
  void directoryTheUserMayNotReadStaysClosed() throws IOException {
    Path closed = Scratch.directory("closed");
    Path secret = closed.resolve("secret");
    Files.writeString(secret, "s3cret");
    assertTrue(closed.toFile().setReadable(false, false));
    Outcome outcome =
        Limpet.host("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", "true");
    assertEquals(0, outcome.exit());
    Files.setPosixFilePermissions(
        closed, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    if (caller == Caller.ORDINARY_USER) {
      Outcome map =
          limpet(
              caller,
              "run",
              "--map",
              secret.toString(),
              "/etc/hostname",
              "--",
              "cat",
              "/etc/hostname");
      assertEquals(125, map.exit(), map.out());
      assertTrue(map.err().contains("EACCES"), map.err());
    }
  }

  @Test
  void maskedPathsOfProcAreEmpty() {
    int there = 0;
    for (String path : new String[] {"interrupts", "keys", "kcore", "timer_list", "sched_debug"}) {
      if (Files.exists(Path.of("/proc", path))) {
        there++;
        assertEquals(0, sh("test -c /proc/" + path).exit(), path);
        assertEquals("0", sh("cat /proc/" + path + " | wc -c").line(), path);
      }
    }
    for (String path : new String[] {"acpi", "asound", "scsi"}) {
      if (Files.isDirectory(Path.of("/proc", path))) {
        there++;
        assertEquals("", sh("ls -A /proc/" + path).line(), path);
      }
    }
    assertTrue(there > 0, "nothing that is masked is on this machine");
    assertNotEquals(0, sh("echo 1 > /proc/sys/kernel/core_pattern").exit());
    assertNotEquals(0, sh("echo b > /proc/sysrq-trigger").exit());
  }

  /** Links of a root that somebody else made, where the box mounts or is asked to mount. */
  @Test
  void linksInAForeignRootLeadNowhereOutside() throws IOException {
    for (String place : new String[] {"tmp", "proc", "dev"}) {
      for (String target : new String[] {"/", "..", "dev/pts", "/proc/self/cwd"}) {
        Path root = BoxRoot.create();
        Files.delete(root.resolve(place));
        Files.createSymbolicLink(root.resolve(place), Path.of(target));
        Outcome outcome =
            limpet(caller, "run", "--rootfs", root.toString(), "--", "sh", "-c", "true");
        assertEquals(125, outcome.exit(), place + " -> " + target);
        assertTrue(outcome.err().contains("/" + place), outcome.err());
      }
    }
    Path root = BoxRoot.create();
    Files.createSymbolicLink(root.resolve("link"), Path.of("/"));
    String[][] wanted = {{"--map", "/etc", "/link"}, {"--tmpfs", "/link"}};
    for (String[] options : wanted) {
      List<String> words = new ArrayList<>(List.of("run", "--rootfs", root.toString()));
      words.addAll(List.of(options));
      words.addAll(List.of("--", "sh", "-c", "true"));
      assertEquals(125, limpet(caller, words.toArray(new String[0])).exit(), words.toString());
    }
  }

  /** A link that goes further up than its root. */
  @Test
  void linkThatOvershootsTheRootStaysInIt() throws IOException {
    Path root = BoxRoot.create();
    Files.createDirectories(root.resolve("usr/lib"));
    for (String target :
        new String[] {"/../usr/lib", "../../../usr/lib", "/../../usr/../usr/lib"}) {
      Outcome outcome = mappedOverLink(root, target, "ls", "/usr/lib/passwd");
      assertEquals("/usr/lib/passwd", outcome.line(), target + ": " + outcome.err());
    }
    assertEquals(125, mappedOverLink(root, "/../var/tmp", "true").exit());
  }

  /** Runs busybox in {@code root} with /etc mapped onto a link to {@code target}. */
  private Outcome mappedOverLink(Path root, String target, String... applet) throws IOException {
    Path link = root.resolve("over");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
    List<String> words = new ArrayList<>(List.of("run", "--rootfs", root.toString()));
    words.addAll(List.of("--map", "/etc", "/over", "--", "/bin/busybox"));
    words.addAll(List.of(applet));
    return limpet(caller, words.toArray(new String[0]));
  }

  @Test
  void workingDirectoryIsNeverOutside() {
    for (String directory : new String[] {"/proc/self/cwd", "/proc/self/fd/3", "/proc/1/root"}) {
      assertEquals(125, limpet(caller, "run", "-C", directory, "true").exit(), directory);
    }
  }

  @Test
  void hostsDevicesKeepTheirModes() throws IOException {
    Object before = Files.getAttribute(Path.of("/dev/full"), "unix:mode");
    assertNotEquals(0, sh("chmod 600 /dev/full").exit());
    assertNotEquals(0, sh("chmod 600 /proc/keys").exit());
    assertNotEquals(0, sh("touch -d 2001-01-01 /dev/null").exit());
    assertEquals(before, Files.getAttribute(Path.of("/dev/full"), "unix:mode"));
    assertEquals("ok", sh("echo x > /dev/shm/x && echo x > /dev/null && echo ok").line());
  }
}
