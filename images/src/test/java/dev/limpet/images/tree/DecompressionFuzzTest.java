package dev.limpet.images.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Compressed layers come from anybody. */
class DecompressionFuzzTest {
  /** The text {@code hello}, by zstd. */
  private static final byte[] HELLO = HexFormat.of().parseHex("28b52ffd2005290000" + "68656c6c6f");

  private static byte[] decompressed(byte[] bytes) throws IOException {
    BufferedInputStream in = Decompression.buffered(new ByteArrayInputStream(bytes));
    return Decompression.open(in).readNBytes(1 << 20);
  }

  @FuzzTest(maxDuration = "20s")
  void anyBytesAreDecompressedOrRefused(byte[] bytes) {
    try {
      assertTrue(decompressed(bytes).length <= 1 << 20);
    } catch (IOException e) {
      assertTrue(e.toString().length() > 0);
    }
  }

  @Test
  void zstdThatIsMalformedIsAFailureLikeAnyOther() throws IOException {
    assertEquals(5, decompressed(HELLO).length);
    byte[] broken = HELLO.clone();
    broken[6] |= 6;
    assertThrows(IOException.class, () -> decompressed(broken));
  }
}
