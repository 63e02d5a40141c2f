package dev.limpet.images.tree;

import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.security.MessageDigest;

/** The archive of a layer, decompressed, and summed up on the way; it may not be endless. */
final class LayerStream extends FilterInputStream {
  private final MessageDigest sum = Digest.sha256();
  private final long limit;
  private final String name;
  private long size;

  /**
   * @param name of the layer, for messages
   * @param limit the most bytes that it may have
   */
  LayerStream(BufferedInputStream compressed, String name, long limit) throws IOException {
    super(Decompression.open(compressed));
    this.name = name;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got;
    try {
      got = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw new ImageException(name + " cannot be decompressed: " + e.getMessage());
    }
    if (got > 0) {
      sum.update(buffer, offset, got);
      size += got;
      if (size > limit) {
        throw new ImageException(
            name + " decompresses to more than " + limit + " bytes (--max-size)");
      }
    }
    return got;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** The digest of all that was read. */
  Digest digest() {
    return Digest.from(sum);
  }
}
