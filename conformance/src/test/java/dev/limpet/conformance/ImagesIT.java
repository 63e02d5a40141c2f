package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Images out of files into trees: as root all of an image, and beside what umoci makes of it. */
class ImagesIT {
  private final Images images = new Images(Caller.SELF);

  private static void assertRefused(String mentions, Outcome outcome) {
    assertEquals(125, outcome.exit(), outcome.out());
    assertTrue(
        outcome.err().startsWith("limpet: ") && outcome.err().contains(mentions), outcome.err());
    assertEquals(outcome.err().length() - 1, outcome.err().indexOf('\n'), outcome.err());
  }

  private List<String> names(String path) throws IOException {
    try (Stream<Path> files = Files.list(images.store(path))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void treeIsThatOfUmoci() {
    images.make();
    images.script("umoci unpack --image layout:v want");
    images.done("load", "layout", "demo:v");
    images.done("unpack", "demo:v", "got");
    String wanted = images.listing("want/rootfs");
    assertTrue(wanted.contains("security.capability="), wanted);
    assertEquals(wanted, images.listing("got"));
  }

  @Test
  void everyCompressionGivesTheSameTree() throws IOException {
    images.make();
    images.done("load", "layout", "demo:v");
    String tree = images.listing(images.store("trees").toString() + "/" + treeName());
    images.script(
        """
        set -e
        umoci unpack --image layout:v bundle
        tar --format=pax --xattrs --xattrs-include='*' --numeric-owner -C bundle/rootfs -cf root.tar .
        gzip -k root.tar; zstd -q root.tar
        """);
    for (String archive : List.of("root.tar", "root.tar.gz", "root.tar.zst")) {
      images.done("load", "--no-unpack", archive, "root:1");
      images.done("unpack", "root:1", "of-" + archive);
      assertEquals(tree, images.listing("of-" + archive), archive);
    }
  }

  private String treeName() throws IOException {
    return names("trees").stream().filter(name -> name.length() == 64).findFirst().orElseThrow();
  }

  @Test
  void treeIsDescribedForWhoRunsIt() throws IOException {
    images.make();
    images.done("load", "layout", "demo:v");
    String said = Files.readString(images.store("trees/" + treeName() + ".json"));
    assertEquals(
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"entrypoint\":[\"/bin/sh\"],\"cmd\":[\"-c\"],"
            + "\"env\":[\"A=B\"],\"workingDir\":\"/d\",\"user\":\"1:2\",\"stopSignal\":\"\",\"volumes\":[],"
            + "\"labels\":{\"k\":\"v\"},\"ownership\":\"exact\"}\n",
        said.replaceFirst("\"architecture\":\"[a-z0-9]*\"", "\"architecture\":\"amd64\""));
  }

  @Test
  void savedImageIsLoadedByOthersAndAgain() throws IOException {
    images.make();
    images.done("load", "layout", "demo:v");
    images.done("save", "-o", "oci.tar", "demo:v");
    images.done("save", "--format", "docker", "-o", "docker.tar", "demo:v");
    images.script(
        "skopeo copy oci-archive:oci.tar dir:of-oci; skopeo copy docker-archive:docker.tar dir:of-docker");
    String id = names("trees").get(0);
    images.done("rmi", "demo:v");
    assertEquals(List.of(), names("blobs/sha256"));
    for (String archive : List.of("oci.tar", "docker.tar")) {
      assertTrue(images.done("load", archive).startsWith("demo:v sha256:"), archive);
      assertEquals(id, names("trees").get(0));
      images.done("rmi", "demo:v");
    }
    assertEquals(List.of(), names("trees"));
  }

  @Test
  void imagesAreListedAndInspected() {
    images.make();
    images.done("load", "--no-unpack", "layout", "demo:v");
    assertEquals("demo:v\n", images.done("images", "-q"));
    assertTrue(images.done("images").contains("NAME") && images.done("images").contains("demo:v"));
    assertTrue(images.done("images", "--json").contains("\"unpacked\":false"));
    String said = images.done("inspect", "demo:v");
    assertTrue(said.contains("\"tree\":null") && said.contains("\"Env\":[\"A=B\"]"), said);
    String id = said.replaceFirst(".*\"id\":\"sha256:([0-9a-f]{12}).*\n", "$1");
    assertEquals(said, images.done("inspect", id));
  }

  @Test
  void brokenImagesAreRefusedAndLeaveNothing() throws IOException {
    images.make();
    images.script("for blob in layout/blobs/sha256/*; do printf x >> $blob; done");
    assertRefused("not what the layout says", images.run("load", "layout", "demo:v"));
    assertRefused("no OCI image layout", images.run("load", "low", "demo:v"));
    assertRefused("is not there", images.run("load", "nothing", "demo:v"));
    assertRefused("give it a name", images.run("load", "low.tar"));
    assertRefused("no archive", images.run("load", "/bin/busybox", "demo:v"));
    assertRefused("no image demo:v", images.run("unpack", "demo:v"));
    assertRefused("--max-size", images.run("load", "--max-size", "1k", "low.tar", "demo:v"));
    images.done("rmi", "demo:v");
    images.done("prune");
    for (String part : List.of("blobs/sha256", "refs", "trees")) {
      assertEquals(List.of(), names(part), part);
    }
  }

  @Test
  void killedUnpackIsNeverSeenAndGoneAfterPrune() throws Exception {
    images.make();
    images.done("load", "--no-unpack", "layout", "demo:v");
    String tree = images.script("basename $(ls -d data/limpet/refs/*)").strip();
    assertFalse(tree.isEmpty());
    Path trees = images.store("trees");
    String hex =
        images.done("inspect", "demo:v").replaceFirst(".*\"id\":\"sha256:([0-9a-f]{64}).*\n", "$1");
    // What a process that is killed in the middle leaves: no lock, a tree that is not complete.
    Files.createDirectories(trees.resolve(hex + ".part/d"));
    Files.createDirectories(trees.resolve(hex));
    Files.createFile(images.store("blobs/sha256/" + "0".repeat(64) + ".part"));
    assertTrue(images.done("inspect", "demo:v").contains("\"tree\":null"));
    assertTrue(images.done("prune").contains("2 unfinished"));
    assertFalse(Files.exists(trees.resolve(hex + ".part")));
    images.done("unpack", "demo:v");
    assertTrue(Files.exists(trees.resolve(hex + "/bin/busybox")));
  }

  @Test
  void severalAtOnceMakeOneTree() throws Exception {
    images.make();
    List<Process> running = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ProcessBuilder builder =
          new ProcessBuilder(Limpet.command(Caller.SELF, "load", "layout", "demo:v"))
              .directory(images.directory().toFile());
      builder.environment().put("XDG_DATA_HOME", images.at("data").toString());
      running.add(builder.start());
    }
    for (Process each : running) {
      Outcome outcome = Limpet.finish(each);
      assertEquals(0, outcome.exit(), outcome.err());
    }
    images.script("umoci unpack --image layout:v want");
    assertEquals(
        images.listing("want/rootfs"), images.listing(images.store("trees") + "/" + treeName()));
    assertEquals(
        List.of(), names("blobs/sha256").stream().filter(n -> n.endsWith(".part")).toList());
  }

  @Test
  void javaThatIsMissingOrTooOldIsToldInOneLine() {
    assertRefused("install it", images.run(Map.of("LIMPET_JAVA", "/no/java"), "images"));
    images.script(
        "mkdir -p old/bin; cp /bin/true old/bin/java; echo 'JAVA_VERSION=\"17.0.1\"' > old/release");
    assertRefused(
        "is 17", images.run(Map.of("LIMPET_JAVA", images.at("old/bin/java").toString()), "images"));
    assertRefused("LIMPET_IMAGES", images.run(Map.of("LIMPET_IMAGES", "/no/jars"), "images"));
  }

  @Test
  void ordinaryUserOwnsAllFilesAndIsTold() {
    images.make();
    Images own = new Images(Caller.ORDINARY_USER);
    own.script("cp -r " + images.at("layout") + " .; chmod -R a+rX layout");
    Outcome outcome = own.run("load", "layout", "demo:v");
    assertEquals(0, outcome.exit(), outcome.err());
    assertTrue(outcome.err().contains("device nodes are left out"), outcome.err());
    assertEquals(0, own.run("unpack", "demo:v", "got").exit());
    assertEquals(Caller.UID + "\n", own.script("find got -printf '%U\\n' | sort -u"));
    assertEquals("added", own.script("cat got/usr/lib/added"));
    own.done("rmi", "demo:v");
  }
}
