package dev.limpet.images.source;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.limpet.images.oci.ImageException;

/** {@code manifest.json} of an archive comes from anybody. */
class DockerFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void anyManifestIsReadOrRefused(byte[] bytes) {
    try {
      assertNotNull(DockerSource.images(bytes));
    } catch (ImageException e) {
      assertTrue(e.getMessage() != null);
    }
  }
}
