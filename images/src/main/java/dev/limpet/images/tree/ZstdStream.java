package dev.limpet.images.tree;

import io.airlift.compress.v3.zstd.ZstdJavaInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Decompressed zstd. What is malformed is an {@link IOException}, as with every other stream. */
final class ZstdStream extends FilterInputStream {
  ZstdStream(InputStream in) {
    super(new ZstdJavaInputStream(in));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (RuntimeException e) {
      // The decoder has exceptions of its own, and those of arrays that it runs out of.
      throw new IOException("malformed zstd: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
