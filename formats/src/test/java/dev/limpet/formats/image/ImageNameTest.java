package dev.limpet.formats.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class ImageNameTest {
  private static final String DIGEST = "@sha256:" + "a".repeat(64);

  private static void assertNames(String whole, String text) {
    assertEquals(whole, String.valueOf(ImageName.parse(text)));
  }

  @Test
  void shortNamesAreDockers() {
    assertNames("docker.io/library/alpine:latest", "alpine");
    assertNames("docker.io/library/alpine:3.20", "alpine:3.20");
    assertNames("docker.io/a/b:latest", "a/b");
    assertNames("docker.io/library/alpine:latest", "docker.io/library/alpine");
  }

  @Test
  void familiarNamesLeaveOutWhatIsDockers() {
    String[][] pairs = {
      {"alpine:latest", "docker.io/library/alpine"},
      {"a/b:1", "docker.io/a/b:1"},
      {"example.org/a:1", "example.org/a:1"},
      {"library/a/b:1", "docker.io/library/a/b:1"},
      {"docker.io/example.org/a:1", "docker.io/example.org/a:1"},
    };
    for (String[] pair : pairs) {
      ImageName name = ImageName.parse(pair[1]);
      assertEquals(pair[0], name == null ? "" : name.familiar());
    }
  }

  @Test
  void hostsHaveADotAPortOrAreLocal() {
    assertNames("localhost:5000/a:1", "localhost:5000/a:1");
    assertNames("localhost/a/b/c:latest", "localhost/a/b/c");
    assertNames("Example.org/a:latest", "Example.org/a");
  }

  @Test
  void digestTakesThePlaceOfATag() {
    assertNames("example.org/a" + DIGEST, "example.org/a" + DIGEST);
    assertNames("example.org/a:1" + DIGEST, "example.org/a:1" + DIGEST);
  }

  @Test
  void whatIsNoNameIsRefused() {
    String[] wrong = {
      "",
      "A",
      "a/../b",
      "a//b",
      "/a",
      "./a",
      "a:",
      "a b",
      "a@sha256:1",
      "-a",
      "a:-x",
      "a/",
      "é",
      "a\0",
      "a%2Fb",
      "localhost/",
      "a".repeat(201),
      "a/".repeat(80) + "a",
    };
    for (String text : wrong) {
      assertNull(ImageName.parse(text), text);
    }
  }

  @Test
  void filesHaveNoSlash() {
    assertEquals(
        "localhost%3A5000%2Fa%3A1%40sha256%3Ab", ImageName.file("localhost:5000/a:1@sha256:b"));
  }
}
