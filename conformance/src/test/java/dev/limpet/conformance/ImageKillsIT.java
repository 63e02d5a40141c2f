package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Images that are loaded by processes that are killed (SIGKILL) at any moment: what can be seen is
 * whole, and what is left is taken away or taken up.
 */
class ImageKillsIT {
  private static final int ROUNDS = 20;

  private final Images images = new Images(Caller.SELF);

  private List<Path> list(String part) throws IOException {
    try (Stream<Path> files = Files.list(images.store(part))) {
      return files.sorted().toList();
    }
  }

  @Test
  void whatIsSeenAfterAKillIsWhole() throws Exception {
    images.make();
    images.script("umoci unpack --image layout:v want");
    String wanted = images.listing("want/rootfs");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long whole = load(null);
    images.done("rmi", "demo:v");
    for (int round = 0; round < ROUNDS; round++) {
      load(random.nextLong(whole));
      check(wanted, "round " + round + " of seed " + seed);
      if (random.nextInt(4) == 0) {
        images.done("prune");
      }
      if (random.nextInt(3) == 0 && !images.done("images", "-q").isEmpty()) {
        images.done("rmi", "demo:v");
      }
    }
    images.done("load", "layout", "demo:v");
    images.done("rmi", "demo:v");
    images.done("prune");
    for (String part : List.of("blobs/sha256", "refs", "trees")) {
      assertEquals(List.of(), list(part), part + " of seed " + seed);
    }
  }

  /** Loads, and kills after so many nanoseconds; returns how long it took. */
  private long load(@Nullable Long kill) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Limpet.command(Caller.SELF, "load", "layout", "demo:v"))
            .directory(images.directory().toFile());
    builder.environment().put("XDG_DATA_HOME", images.at("data").toString());
    builder.redirectErrorStream(true).redirectOutput(images.at("log").toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    if (kill != null && !process.waitFor(kill, TimeUnit.NANOSECONDS)) {
      process.destroyForcibly();
    }
    int code = process.waitFor();
    assertTrue(code == 0 || (kill != null && code == 137), Files.readString(images.at("log")));
    return System.nanoTime() - start;
  }

  /** Blobs are what they are called, names lead to what is there, and trees are umoci's. */
  private void check(String wanted, String when) throws IOException {
    if (!Files.isDirectory(images.store("trees"))) {
      return; // killed before it began
    }
    List<String> whole = new ArrayList<>();
    for (Path blob : list("blobs/sha256")) {
      if (blob.getFileName().toString().length() == 64) {
        whole.add(blob.getFileName().toString());
      }
    }
    if (!whole.isEmpty()) {
      images.script(
          "cd data/limpet/blobs/sha256; for f in \"$@\"; do echo \"$f  $f\"; done | sha256sum -c --quiet",
          whole.toArray(String[]::new));
    }
    if (!images.done("images", "-q").isEmpty()) {
      images.done("inspect", "demo:v");
    }
    for (Path file : list("trees")) {
      String path = file.toString();
      if (path.endsWith(".json")) {
        String tree = path.substring(0, path.length() - ".json".length());
        assertEquals(wanted, images.listing(tree), when);
      }
    }
  }
}
