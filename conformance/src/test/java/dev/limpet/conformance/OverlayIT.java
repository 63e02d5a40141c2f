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

/** A root to write to, of which the host sees nothing: {@code --overlay}. */
@ParameterizedClass
@EnumSource(Caller.class)
record OverlayIT(Caller caller) {
  /** A directory of the caller's own, with files in it, on the root file system. */
  private Path ownFiles() throws IOException {
    Path directory = Scratch.directory("own");
    String make =
        "mkdir '%1$s/mine' && cd '%1$s/mine' && echo old > kept && echo old > gone && mkdir d && echo x > d/f"
            .formatted(directory);
    assertEquals(0, as("sh", "-c", make).exit());
    return directory.resolve("mine");
  }

  private Outcome as(String... command) {
    List<String> words = new ArrayList<>(caller.prefix());
    words.addAll(List.of(command));
    return Limpet.host(words.toArray(new String[0]));
  }

  private Outcome in(Path directory, String option, String script) {
    return limpetIn(directory, Map.of(), caller, "run", option, "--", "sh", "-c", script);
  }

  private Outcome sh(String option, String script) {
    return limpet(caller, "run", option, "--", "sh", "-c", script);
  }

  @Test
  void everythingOfTheCallersCanBeChangedAndNothingOfTheHostIs() throws IOException {
    Path mine = ownFiles();
    Outcome outcome =
        in(
            mine,
            "--overlay",
            "echo new > kept && rm gone && chmod 700 d/f && mv d/f d/g && rm -r d"
                + " && mkdir d && touch d/h && ln -s d/h link && cat kept && ls");
    assertEquals("new d kept link", outcome.line().replace('\n', ' '), outcome.err());
    assertEquals("old\n", Files.readString(mine.resolve("kept")));
    assertTrue(Files.exists(mine.resolve("gone")));
    assertTrue(Files.exists(mine.resolve("d/f")));
    assertFalse(Files.exists(mine.resolve("link")));
  }

  @Test
  void otherPeoplesFilesStayClosed() throws IOException {
    Path file = Scratch.directory("closed").resolve("secret");
    Files.writeString(file, "s3cret");
    assertEquals(
        0, Limpet.host("chown", caller == Caller.SELF ? "4321" : "0", file.toString()).exit());
    assertEquals(0, Limpet.host("chmod", "600", file.toString()).exit());
    Outcome read = sh("--overlay", "cat " + file);
    assertNotEquals(0, read.exit());
    assertEquals("", read.out());
    assertNotEquals(0, sh("--overlay", "echo x >> " + file).exit());
    assertNotEquals(0, sh("--overlay", "chmod 666 " + file).exit());
  }

  @Test
  void changesAreKeptInADirectoryAndAccumulate() throws IOException {
    Path store = Scratch.directory("store").resolve("dir");
    Path mine = ownFiles();
    String option = "--overlay=" + store;
    assertEquals(0, in(mine, option, "echo one > " + mine + "/one && rm " + mine + "/gone").exit());
    Outcome second = in(mine, option, "cat " + mine + "/one && echo two > " + mine + "/two");
    assertEquals("one", second.line(), second.err());
    assertNotEquals(0, sh(option, "cat " + mine + "/gone").exit());
    // The upper layer has the paths of the root, and can be looked at.
    Path upper = store.resolve("upper" + mine);
    assertEquals("one\n", as("cat", upper + "/one").out());
    assertEquals("two\n", as("cat", upper + "/two").out());
    assertEquals("character special file", as("stat", "-c", "%F", upper + "/gone").line());
    assertFalse(Files.exists(mine.resolve("one")));
    assertTrue(Files.exists(mine.resolve("gone")));
  }

  @Test
  void directoryOfTheChangesIsNotSeenInTheBox() {
    Path store = Scratch.directory("store").resolve("dir");
    assertEquals("", sh("--overlay=" + store, "ls -A " + store).line());
    assertEquals("", sh("--overlay=" + store, "ls -A " + store).line());
  }

  @Test
  void oneBoxAtATimeHasADirectory() throws IOException {
    Path store = Scratch.directory("store").resolve("dir");
    Process first =
        Limpet.start(caller, "run", "--overlay=" + store, "--", "sh", "-c", "echo r; exec cat");
    assertEquals('r', first.getInputStream().read());
    Outcome second = sh("--overlay=" + store, "true");
    assertEquals(125, second.exit());
    assertTrue(second.err().contains("another box keeps its changes in"), second.err());
    assertEquals(0, Limpet.finish(first).exit());
    assertEquals(0, sh("--overlay=" + store, "true").exit());
  }

  @Test
  void directoryIsFreeAgainAfterTheLauncherWasKilled() throws Exception {
    Path store = Scratch.directory("store").resolve("dir");
    String mark = "limpet-mark-" + System.nanoTime();
    Process box =
        Limpet.start(
            caller,
            "run",
            "--overlay=" + store,
            "--",
            "sh",
            "-c",
            "echo r; exec sleep 1000 # " + mark);
    assertEquals('r', box.getInputStream().read());
    box.destroyForcibly().waitFor();
    assertTrue(Processes.awaitGone(mark));
    assertEquals(0, sh("--overlay=" + store, "true").exit());
  }

  @Test
  void linksThatABoxLeftLeadNowhere() throws IOException {
    // A guest leaves a link where later a directory of the host has to be laid over.
    Path store = Scratch.directory("store").resolve("dir");
    Path victim = ownFiles();
    Path root = BoxRoot.create();
    String[] first = {
      "run", "--rootfs", root.toString(), "--overlay=" + store, "--", "sh", "-c", ":> /x"
    };
    assertEquals(0, limpet(caller, first).exit());
    assertEquals(0, as("ln", "-s", victim.toString(), store + "/upper/later").exit());
    Files.createDirectory(root.resolve("later"));
    Outcome outcome = limpet(caller, first);
    assertEquals(125, outcome.exit(), outcome.out());
    assertTrue(outcome.err().contains("in the way"), outcome.err());
    assertFalse(Files.exists(victim.resolve("x")));
  }

  @Test
  void memoryForChangesIsBounded() throws IOException {
    Path mine = ownFiles();
    Outcome outcome =
        limpetIn(
            mine,
            Map.of(),
            caller,
            "run",
            "--overlay",
            "--overlay-size=2m",
            "--",
            "dd",
            "if=/dev/zero",
            "of=" + mine + "/fill",
            "bs=1M",
            "count=100");
    assertNotEquals(0, outcome.exit());
    assertTrue(outcome.err().contains("No space left on device"), outcome.err());
  }

  @Test
  void setuidProgramsStayInert() throws IOException {
    Path mine = ownFiles();
    String script =
        "cp /bin/busybox busybox && chmod 4755 busybox && ./busybox id -u > /dev/null"
            + " && grep ' / / ' /proc/self/mountinfo | grep -c nosuid";
    assertEquals("1", in(mine, "--overlay", script).line());
    assertEquals(
        "0", sh("--overlay", "grep -E ' (/usr|/var)' /proc/mounts | grep -vc nosuid").line());
  }

  @Test
  void submountsOfTheHostAreEmptyDirectories() throws IOException {
    Path directory = Scratch.directory("submount");
    Path place = Files.createDirectory(directory.resolve("place"));
    List<String> command =
        Limpet.command(
            caller, "run", "--overlay", "--", "sh", "-c", "ls -A " + place + "; ls " + directory);
    String script =
        "mount -t tmpfs none %1$s && echo secret > %1$s/secret && exec %2$s"
            .formatted(place, Shell.quote(command));
    Outcome outcome = Limpet.host("unshare", "-m", "sh", "-c", script);
    assertEquals("place", outcome.line(), outcome.err());
  }

  @Test
  void buildWritesToTheOverlay() throws IOException {
    Path mine = ownFiles();
    assertEquals(
        0,
        limpetIn(mine, Map.of(), caller, "build", "--overlay", "--", "touch", "from-build").exit());
    assertFalse(Files.exists(mine.resolve("from-build")));
  }

  @Test
  void destinationsAreMadeWhereTheyAreMissing() throws IOException {
    Path mine = ownFiles();
    Path store = Scratch.directory("store").resolve("dir");
    Outcome outcome =
        limpetIn(
            mine,
            Map.of(),
            caller,
            "run",
            "--overlay=" + store,
            "--map",
            mine.toString(),
            mine + "/new/place",
            "--",
            "cat",
            mine + "/new/place/kept");
    assertEquals("old", outcome.line(), outcome.err());
    assertFalse(Files.exists(mine.resolve("new")));
  }

  @Test
  void directoryThatCannotBeHadIsNamed() throws IOException {
    Path closed = Scratch.directory("closed");
    Files.writeString(closed.resolve("file"), "");
    for (String path : new String[] {closed + "/no/such", closed + "/file", "/proc/sys/x"}) {
      Outcome outcome = sh("--overlay=" + path, "true");
      assertEquals(125, outcome.exit(), path);
      assertEquals(1, outcome.err().lines().count(), outcome.err());
      assertTrue(outcome.err().contains(path), outcome.err());
    }
  }

  @Test
  void dryRunMakesNothing() {
    Path store = Scratch.directory("store").resolve("dir");
    Outcome outcome = limpet(caller, "run", "--overlay=" + store, "--dry-run", "true");
    assertEquals(0, outcome.exit(), outcome.err());
    assertTrue(outcome.out().contains("changes kept in " + store), outcome.out());
    assertFalse(Files.exists(store));
  }
}
