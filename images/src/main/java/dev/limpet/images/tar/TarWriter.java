package dev.limpet.images.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes plain files into an archive (ustar), the same bytes for the same files. */
public final class TarWriter {
  /** What fits into eleven octal digits. */
  private static final long MAX_OCTAL = 0x1ffffffffL;

  private final OutputStream out;

  public TarWriter(OutputStream out) {
    this.out = out;
  }

  public void file(String name, byte[] content) throws IOException {
    header(name, content.length);
    out.write(content);
    pad(content.length);
  }

  /** Writes a file of {@code size} bytes, as many as {@code content} has. */
  public void file(String name, InputStream content, long size) throws IOException {
    header(name, size);
    long copied = content.transferTo(out);
    if (copied != size) {
      throw new IOException(name + " has " + copied + " bytes, not " + size);
    }
    pad(size);
  }

  /** Two empty blocks, and the output is flushed. */
  public void end() throws IOException {
    out.write(new byte[2 * TarHeader.BLOCK]);
    out.flush();
  }

  private void header(String name, long size) throws IOException {
    byte[] block = new byte[TarHeader.BLOCK];
    put(block, 0, name);
    put(block, 100, "0000644");
    put(block, 108, "0000000");
    put(block, 116, "0000000");
    putSize(block, size);
    put(block, 136, "00000000000");
    put(block, 148, "        ");
    block[156] = '0';
    put(block, 257, "ustar\00000");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, octal(sum, 6) + "\0 ");
    out.write(block);
  }

  /** A size that has no room in octal is written to base 256, as GNU tar does. */
  private static void putSize(byte[] block, long size) {
    if (size <= MAX_OCTAL) {
      put(block, 124, octal(size, 11));
      return;
    }
    block[124] = (byte) 0x80;
    for (int i = 0; i < 8; i++) {
      block[135 - i] = (byte) (size >>> (8 * i));
    }
  }

  private static String octal(long value, int digits) {
    String text = Long.toOctalString(value);
    return "0".repeat(digits - text.length()) + text;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) (-size & (TarHeader.BLOCK - 1))]);
  }
}
