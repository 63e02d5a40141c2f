package dev.limpet.images.tar;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.tar.TarEntry.Kind;
import dev.limpet.linux.OsString;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive: ustar, pax and GNU tar, without sparse files. What is malformed is refused; an
 * archive that ends where an entry could begin is complete, since some writers leave its end out.
 */
public final class TarReader {
  private static final int MAX_HEADER = 1 << 20;

  private final InputStream in;
  private final byte[] block = new byte[TarHeader.BLOCK];
  private long entries;

  /** What is left of the content of the current entry, and of the padding behind it. */
  private long left;

  private int padding;

  /** How many bytes of the archive have been read. */
  private long position;

  public TarReader(InputStream in) {
    this.in = in;
  }

  /** The next entry; null at the end. What was not read of the last one's content is skipped. */
  public @Nullable TarEntry next() throws IOException {
    skipContent();
    PaxRecords pax = PaxRecords.read(new byte[0]);
    String longPath = null;
    String longLink = null;
    while (readBlock()) {
      TarHeader header = new TarHeader(block, entries);
      if (header.isEnd()) {
        return null;
      }
      header.check();
      entries++;
      switch (header.type()) {
        case 'x' -> pax = PaxRecords.read(extra(header));
        case 'g' -> extra(header); // what holds for all entries is of no use in a layer
        case 'L' -> longPath = text(extra(header));
        case 'K' -> longLink = text(extra(header));
        default -> {
          return entry(header, pax, longPath, longLink);
        }
      }
    }
    return null;
  }

  private TarEntry entry(
      TarHeader header, PaxRecords pax, @Nullable String longPath, @Nullable String longLink) {
    String path = first(pax.text("path"), longPath, header.path());
    Kind kind = kind(header.type(), path);
    long size = kind == Kind.FILE ? pax.number("size", header.size()) : 0;
    if (size < 0) {
      throw new ImageException(OsString.visible(path) + " of the archive has a negative size");
    }
    left = size;
    padding = (int) (-size & (TarHeader.BLOCK - 1));
    return new TarEntry(
        path,
        kind,
        size,
        header.mode(),
        pax.number("uid", header.uid()),
        pax.number("gid", header.gid()),
        pax.seconds("mtime", header.modified()),
        pax.nanos("mtime"),
        first(pax.text("linkpath"), longLink, header.link()),
        header.major(),
        header.minor(),
        pax.attributes());
  }

  private static String first(@Nullable String pax, @Nullable String gnu, String header) {
    return pax != null ? pax : gnu != null ? gnu : header;
  }

  private static Kind kind(char type, String path) {
    return switch (type) {
      // Before POSIX a directory was a file whose name ends with a slash.
      case '0', '\0', '7' -> path.endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
      case '1' -> Kind.HARD_LINK;
      case '2' -> Kind.SYMBOLIC_LINK;
      case '3' -> Kind.CHARACTER_DEVICE;
      case '4' -> Kind.BLOCK_DEVICE;
      case '5' -> Kind.DIRECTORY;
      case '6' -> Kind.FIFO;
      case 'S' ->
          throw new ImageException(
              OsString.visible(path) + " of the archive is sparse, which layers must not have");
      default ->
          throw new ImageException(
              OsString.visible(path)
                  + " of the archive is of a type that layers do not have: "
                  + OsString.visible(String.valueOf(type)));
    };
  }

  /** Reads of the current entry's content; -1 at its end. */
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int got = in.read(buffer, offset, (int) Math.min(length, left));
    if (got < 0) {
      throw truncated();
    }
    left -= got;
    position += got;
    return got;
  }

  /** The whole of the current entry's content, which may have {@code limit} bytes. */
  public byte[] readAll(int limit, String what) throws IOException {
    if (left > limit) {
      throw new ImageException(what + " has " + left + " bytes, and " + limit + " is the most");
    }
    byte[] bytes = new byte[(int) left];
    int size = 0;
    while (size < bytes.length) {
      size += read(bytes, size, bytes.length - size);
    }
    return bytes;
  }

  /** Where in the archive the next byte of the current entry's content stands. */
  public long position() {
    return position;
  }

  private void skipContent() throws IOException {
    skip(left + padding);
    left = 0;
    padding = 0;
  }

  private void skip(long count) throws IOException {
    long rest = count;
    while (rest > 0) {
      int got = in.read(block, 0, (int) Math.min(block.length, rest));
      if (got < 0) {
        throw truncated();
      }
      rest -= got;
      position += got;
    }
  }

  /** False at the end of the input. */
  private boolean readBlock() throws IOException {
    int size = in.readNBytes(block, 0, block.length);
    position += size;
    if (size > 0 && size < block.length) {
      throw truncated();
    }
    return size > 0;
  }

  private byte[] extra(TarHeader header) throws IOException {
    long size = header.size();
    if (size < 0 || size > MAX_HEADER) {
      throw new ImageException(
          "the archive has a header of " + size + " bytes, and " + MAX_HEADER + " is the most");
    }
    byte[] bytes = in.readNBytes((int) size);
    position += bytes.length;
    if (bytes.length < size) {
      throw truncated();
    }
    skip(-size & (TarHeader.BLOCK - 1));
    return bytes;
  }

  private static String text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return OsString.decode(bytes, 0, end);
  }

  private static ImageException truncated() {
    return new ImageException("the archive ends in the middle of an entry");
  }
}
