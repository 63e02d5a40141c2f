package dev.limpet.images.source;

import dev.limpet.images.oci.ImageException;
import java.io.IOException;
import java.io.InputStream;

/** Files of a layout or an archive, by their paths in it. */
interface Content {
  boolean has(String path) throws IOException;

  /** The file at {@code path}; it is to be closed. */
  InputStream open(String path) throws IOException;

  /** A small file. */
  default byte[] read(String path, int limit) throws IOException {
    try (InputStream in = open(path)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new ImageException(path + " is larger than " + limit + " bytes");
      }
      return bytes;
    }
  }
}
