package dev.limpet.images.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static void assertNames(String whole, String text) {
    assertEquals(whole, Reference.parse(text).toString());
  }

  @Test
  void shortNamesAreDockers() {
    assertNames("docker.io/library/alpine:latest", "alpine");
    assertNames("docker.io/library/alpine:3.20", "alpine:3.20");
    assertNames("docker.io/a/b:latest", "a/b");
    assertEquals("alpine:latest", Reference.parse("docker.io/library/alpine").familiar());
  }

  @Test
  void hostsHaveADotAPortOrAreLocal() {
    assertNames("localhost:5000/a:1", "localhost:5000/a:1");
    assertNames("localhost/a/b/c:latest", "localhost/a/b/c");
    assertNames("example.org/a:latest", "example.org/a");
  }

  @Test
  void digestTakesThePlaceOfATag() {
    String digest = "@sha256:" + "a".repeat(64);
    assertNames("example.org/a" + digest, "example.org/a" + digest);
    assertNames("example.org/a:1" + digest, "example.org/a:1" + digest);
  }

  @Test
  void whatIsNoNameIsRefused() {
    for (String text :
        new String[] {"", "A", "a/../b", "a//b", "/a", "a:", "a b", "a@sha256:1", "-a", "a:-x"}) {
      assertThrows(ImageException.class, () -> Reference.parse(text), text);
    }
  }
}
