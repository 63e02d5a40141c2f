package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images of an ordinary user who has subordinate ids: with all owners, without root. */
class ImageIdsIT {
  private static final String OWNERS =
      " && find bin d gone o usr -exec /bin/busybox stat -c '%n %u:%g %a' {} +";

  private final Images images = new Images(Caller.ORDINARY_USER);

  private Outcome done(String... words) throws IOException {
    Outcome outcome = images.withSubordinateIds(words);
    assertEquals(0, outcome.exit(), outcome.err());
    return outcome;
  }

  private void make() {
    // Without the file whose owner is beyond the ids that anybody has.
    images.make();
    images.script(
        """
        umoci init --layout other
        umoci new --image other:v
        mkdir tree && tar -xf low.tar -C tree && rm tree/d/null tree/d/block
        chown 69999:70000 tree/d/e/f
        tar --format=pax --numeric-owner -C tree -cf tree.tar .
        umoci raw add-layer --image other:v tree.tar
        chmod -R a+rX other
        """);
  }

  @Test
  void filesHaveTheOwnersThatTheImageSays() throws IOException {
    make();
    done("load", images.at("other").toString(), "demo:v");
    Outcome inside =
        done("run", "-u", "0", "--image", "demo:v", "/bin/busybox", "sh", "-c", ownersOf("/"));
    String wanted = images.script(ownersOf(images.at("tree").toString()));
    assertTrue(wanted.contains("d/e/f 69999:70000 644"), wanted);
    assertTrue(wanted.contains("bin/suid 12:13 6755"), wanted);
    assertEquals(sorted(wanted), sorted(inside.out()));
    assertEquals("7\n", done("run", "-u", "7:8", "demo:v", "/bin/busybox", "id", "-u").out());
    Outcome beyond = images.withSubordinateIds("run", "-u", "70001", "demo:v", "/bin/sh");
    assertEquals(125, beyond.exit());
    assertTrue(beyond.err().contains("usermod --add-subuids"), beyond.err());
    done("rmi", "demo:v");
    try (var left = Files.list(images.store("trees"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  private static String ownersOf(String directory) {
    return "cd " + directory + OWNERS;
  }

  private static List<String> sorted(String text) {
    return text.lines().sorted().toList();
  }

  @Test
  void ownerBeyondTheIdsIsRefusedAndNothingIsLeft() throws IOException {
    images.make();
    images.script("chmod -R a+rX layout");
    Outcome refused = images.withSubordinateIds("load", images.at("layout").toString(), "demo:v");
    assertEquals(125, refused.exit());
    assertTrue(refused.err().contains("more subordinate ids"), refused.err());
    try (var trees = Files.list(images.store("trees"))) {
      assertFalse(trees.anyMatch(Files::isDirectory));
    }
  }

  @Test
  void copyForTheCallerIsTheCallers() throws IOException {
    make();
    done("load", "--no-unpack", images.at("other").toString(), "demo:v");
    done("unpack", "demo:v", images.at("copy").toString());
    assertEquals(Caller.UID, images.script("find copy -printf '%U\\n' | sort -u").strip());
  }
}
