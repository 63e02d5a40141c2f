package dev.limpet.images.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.store.Removal;
import dev.limpet.images.tar.TarReader;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.SystemKernel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers, good and hostile, in a directory of this machine. */
class TreeTest {
  @TempDir Path folder = Path.of("");

  private void apply(Limits limits, Tars... layers) throws IOException {
    Removal.remove(folder.resolve("root"));
    Path root = Files.createDirectory(folder.resolve("root"));
    SystemKernel kernel = new SystemKernel();
    try (Fd fd = Fd.open(kernel, root.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY);
        Tree tree = new Tree(kernel, fd.number(), Ownership.ofProcess(), limits)) {
      for (Tars layer : layers) {
        tree.apply(new TarReader(new ByteArrayInputStream(layer.bytes())));
      }
      tree.finish();
    }
  }

  private void apply(Tars... layers) throws IOException {
    apply(Limits.DEFAULT, layers);
  }

  private void assertRefused(String mentions, Tars... layers) throws IOException {
    ImageException refusal =
        assertThrows(ImageException.class, () -> apply(new Limits(1000, 100), layers));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(mentions), message);
    assertTrue(message.length() < 300, message);
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "something is beside the root");
    }
  }

  private Path at(String path) {
    return folder.resolve("root").resolve(path);
  }

  private boolean exists(String path) {
    return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void filesLinksAndDirectoriesAreMade() throws IOException {
    apply(
        new Tars()
            .directory("d/")
            .file("d/f", "text")
            .hardLink("h", "d/f")
            .link("s", "/d/f")
            .entry('6', "fifo", "", new byte[0]));
    assertEquals("text", Files.readString(at("d/f")));
    assertEquals(2, Files.getAttribute(at("h"), "unix:nlink"));
    assertEquals(Path.of("/d/f"), Files.readSymbolicLink(at("s")));
    assertEquals(FileTime.from(Instant.ofEpochSecond(1_600_000_000)), time("d"));
    assertEquals(FileTime.from(Instant.ofEpochSecond(1_600_000_000)), time("s"));
  }

  private FileTime time(String path) throws IOException {
    return Files.getLastModifiedTime(at(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void timesHaveNanoseconds() throws IOException {
    apply(
        new Tars()
            .pax("mtime", "1234567890.000000009")
            .file("f", "")
            .pax("mtime", "-1.25")
            .file("g", ""));
    assertEquals(FileTime.from(Instant.ofEpochSecond(1234567890, 9)), time("f"));
    assertEquals(FileTime.from(Instant.ofEpochSecond(-2, 750_000_000)), time("g"));
  }

  @Test
  void modesAreThoseOfTheLayer() throws IOException {
    apply(new Tars().file("a", "").directory("closed/").file("closed/in", ""));
    assertEquals(0644, mode("a"));
    assertEquals(0755, mode("closed"));
    assertEquals(0755, mode("."));
  }

  private int mode(String path) throws IOException {
    return (int) Files.getAttribute(at(path), "unix:mode") & 07777;
  }

  @Test
  void whiteoutTakesAwayWhatIsBelow() throws IOException {
    Tars lower = new Tars().directory("d/").file("d/a", "1").file("d/b", "1").file("keep", "");
    apply(lower, new Tars().file("d/.wh.a", "").file(".wh.none", "").file("no/.wh.where", ""));
    assertFalse(exists("d/a"));
    assertTrue(exists("d/b") && exists("keep"));
    assertFalse(exists("no"));
  }

  @Test
  void whiteoutSparesItsOwnLayerInAnyOrder() throws IOException {
    Tars lower =
        new Tars().directory("d/").directory("d/sub/").file("d/sub/old", "").file("d/f", "1");
    apply(
        lower,
        new Tars().file("d/f", "2").file("d/sub/new", "").file(".wh.d", "").file("d/.wh.f", ""));
    assertEquals("2", Files.readString(at("d/f")));
    assertTrue(exists("d/sub/new"));
    assertFalse(exists("d/sub/old"));
  }

  @Test
  void opaqueDirectoryHidesAllBelow() throws IOException {
    Tars lower = new Tars().directory("d/").file("d/a", "").directory("d/s/").file("d/s/x", "");
    apply(lower, new Tars().directory("d/").file("d/b", "").file("d/.wh..wh..opq", ""));
    assertTrue(exists("d/b"));
    assertFalse(exists("d/a") || exists("d/s"));
  }

  @Test
  void laterLayerReplacesOneKindByAnother() throws IOException {
    Tars lower = new Tars().directory("d/").file("d/x", "").file("f", "").link("l", "d");
    apply(lower, new Tars().file("d", "file").directory("f/").directory("l/").file("l/in", ""));
    assertEquals("file", Files.readString(at("d")));
    assertTrue(Files.isDirectory(at("f")) && Files.isDirectory(at("l"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void relativeLinksAreFollowedWithinTheImage() throws IOException {
    apply(
        new Tars().directory("usr/").directory("usr/lib/").link("lib", "usr/lib"),
        new Tars().file("lib/added", "x").link("usr/up", "../usr/lib").file("usr/up/two", "y"));
    assertEquals("x", Files.readString(at("usr/lib/added")));
    assertEquals("y", Files.readString(at("usr/lib/two")));
  }

  @Test
  void attributesAreSet() throws IOException {
    apply(new Tars().pax("SCHILY.xattr.user.a", "value").file("f", ""));
    assertEquals(
        "value",
        new String((byte[]) Files.getAttribute(at("f"), "user:a"), StandardCharsets.UTF_8));
  }

  @Test
  void pathsThatLeadOutAreRefused() throws IOException {
    assertRefused("..", new Tars().file("../out", ""));
    assertRefused("..", new Tars().file("a/../../out", ""));
    assertRefused("..", new Tars().directory(".."));
    assertRefused("..", new Tars().directory("d/").file("d/.wh...", ""));
  }

  @Test
  void linksThatLeadOutAreRefused() throws IOException {
    assertRefused("absolute path /tmp", new Tars().link("l", "/tmp").file("l/out", ""));
    assertRefused("leads out", new Tars().link("l", "../..").file("l/out", ""));
    assertRefused("too many", new Tars().link("a", "b").link("b", "a").file("a/x", ""));
  }

  @Test
  void whiteoutsBehindLinksThatLeadOutAreRefused() throws IOException {
    Path victim = Files.createFile(folder.resolve("victim"));
    ImageException refusal =
        assertThrows(
            ImageException.class,
            () -> apply(new Tars().link("l", ".."), new Tars().file("l/.wh.victim", "")));
    assertTrue(String.valueOf(refusal.getMessage()).contains("leads out"));
    assertTrue(Files.exists(victim));
  }

  @Test
  void hardLinksOutOfTheImageAreRefused() throws IOException {
    assertRefused("..", new Tars().hardLink("h", "../../etc/passwd"));
    assertRefused("no such file", new Tars().hardLink("h", "/etc/passwd"));
    assertRefused("no such file", new Tars().directory("d/").hardLink("h", "d"));
    assertRefused("absolute", new Tars().link("l", "/etc").hardLink("h", "l/passwd"));
    assertRefused("itself", new Tars().file("f", "").hardLink("f", "f"));
  }

  @Test
  void whatIsNoDirectoryIsNoParent() throws IOException {
    assertRefused("no directory", new Tars().entry('6', "p", "", new byte[0]).file("p/x", ""));
    assertRefused("no directory", new Tars().file("f", ""), new Tars().directory("f/d/"));
  }

  @Test
  void sameEntryTwiceIsRefused() throws IOException {
    assertRefused("twice", new Tars().file("f", "1").file("./f", "2"));
    assertRefused("twice", new Tars().directory("d/").file("d/x", "").file("d", ""));
    assertRefused("twice", new Tars().file("f", "").directory("f/"));
  }

  @Test
  void bombsAreRefusedByTheirLimit() throws IOException {
    assertRefused("--max-size", new Tars().block('0', "bomb", "", 1L << 32));
    assertRefused(
        "--max-size", new Tars().file("a", "x".repeat(600)), new Tars().file("b", "x".repeat(600)));
    Tars many = new Tars();
    for (int i = 0; i < 101; i++) {
      many.file("f" + i, "");
    }
    assertRefused("--max-entries", many);
  }

  @Test
  void longPathsAreRefused() throws IOException {
    assertRefused("4095", new Tars().file("a/".repeat(50_000), ""));
    assertRefused("255", new Tars().file("n".repeat(256), ""));
  }

  @Test
  void ordersToOverlayMountsAreRefused() throws IOException {
    assertRefused(
        "user.overlay.redirect",
        new Tars().pax("SCHILY.xattr.user.overlay.redirect", "/").directory("d/"));
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    assertRefused("ends in the middle", new Tars().directory("d").block('0', "f", "", 999).cut());
    assertRefused("no archive", new Tars().entry('0', "f", "", new byte[1]).broken());
    assertRefused("sparse", new Tars().pax("GNU.sparse.major", "1").file("f", ""));
    assertRefused("type", new Tars().entry('Z', "f", "", new byte[0]));
  }
}
