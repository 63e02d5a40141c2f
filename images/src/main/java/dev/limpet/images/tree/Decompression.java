package dev.limpet.images.tree;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** An archive out of a file that may be compressed: its first bytes say how. */
public final class Decompression {
  private static final int BUFFER = 256 << 10;
  private static final int GZIP = 0x8b1f;
  private static final int ZSTD = 0xfd2fb528;

  /** A frame of zstd that holds something else, such as the table of zstd:chunked. */
  private static final int ZSTD_SKIPPABLE = 0x184d2a50;

  private Decompression() {}

  /** The kinds, with what their media type ends in. */
  public enum Kind {
    PLAIN(""),
    GZIP("+gzip"),
    ZSTD("+zstd");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    public String suffix() {
      return suffix;
    }
  }

  /** A stream whose beginning can be looked at. */
  public static BufferedInputStream buffered(InputStream in) {
    return new BufferedInputStream(in, BUFFER);
  }

  /** The kind of what comes next. */
  public static Kind kind(BufferedInputStream in) throws IOException {
    in.mark(4);
    byte[] start = in.readNBytes(4);
    in.reset();
    int magic = 0;
    for (int i = 0; i < start.length; i++) {
      magic |= (start[i] & 0xff) << (8 * i);
    }
    if (start.length == 4 && (magic == ZSTD || (magic & ~15) == ZSTD_SKIPPABLE)) {
      return Kind.ZSTD;
    }
    return start.length >= 2 && (magic & 0xffff) == GZIP ? Kind.GZIP : Kind.PLAIN;
  }

  public static InputStream open(BufferedInputStream in) throws IOException {
    return switch (kind(in)) {
      case PLAIN -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case ZSTD -> new ZstdStream(in);
    };
  }
}
