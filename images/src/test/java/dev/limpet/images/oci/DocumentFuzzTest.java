package dev.limpet.images.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Documents of images come from anybody. */
class DocumentFuzzTest {
  private static <T> void readOrRefused(byte[] bytes, Function<byte[], T> read) {
    try {
      assertNotNull(read.apply(bytes));
    } catch (ImageException e) {
      assertTrue(e.getMessage() != null);
    }
  }

  @FuzzTest(maxDuration = "20s")
  void anyManifestIsReadOrRefused(byte[] bytes) {
    readOrRefused(
        bytes,
        text -> {
          Manifest manifest = Manifest.read(text, "it");
          return Manifest.read(manifest.write(), "what was written");
        });
  }

  @FuzzTest(maxDuration = "20s")
  void anyIndexIsReadOrRefused(byte[] bytes) {
    readOrRefused(bytes, text -> Index.read(text, "it").choose(Platform.own(), "it"));
  }

  @FuzzTest(maxDuration = "20s")
  void anyConfigurationIsReadOrRefused(byte[] bytes) {
    readOrRefused(bytes, text -> ImageConfig.read(text, "it"));
  }

  @FuzzTest(maxDuration = "10s")
  void anyNameIsReadBack(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      Reference name = Reference.parse(text);
      assertEquals(name, Reference.parse(name.toString()));
      assertEquals(name, Reference.parse(name.familiar()));
      for (String part : List.of("..", "//", " ", "\0")) {
        assertTrue(!name.path().contains("/" + part + "/"), text);
      }
    } catch (ImageException e) {
      assertTrue(e.getMessage() != null);
    }
  }
}
