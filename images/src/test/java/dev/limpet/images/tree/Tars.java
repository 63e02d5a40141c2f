package dev.limpet.images.tree;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes archives for tests, as wrong as a test wants them. */
public final class Tars {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private String pax = "";
  private int end = 1024;
  private boolean broken;

  /** A record for the extended header of the next entry. */
  public Tars pax(String key, String value) {
    int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
    int length = rest + 1;
    while (String.valueOf(length).length() + rest != length) {
      length++;
    }
    pax += length + " " + key + "=" + value + "\n";
    return this;
  }

  public Tars file(String path, String content) {
    return entry('0', path, "", content.getBytes(StandardCharsets.UTF_8));
  }

  public Tars directory(String path) {
    return entry('5', path, "", new byte[0]);
  }

  public Tars link(String path, String target) {
    return entry('2', path, target, new byte[0]);
  }

  public Tars hardLink(String path, String target) {
    return entry('1', path, target, new byte[0]);
  }

  public Tars entry(char type, String path, String link, byte[] content) {
    if (!pax.isEmpty()) {
      byte[] records = pax.getBytes(StandardCharsets.UTF_8);
      pax = "";
      block('x', "pax", "", records.length);
      content(records);
    }
    if (path.length() > 100) {
      byte[] name = (path + "\0").getBytes(StandardCharsets.UTF_8);
      block('L', "././@LongLink", "", name.length);
      content(name);
    }
    block(type, path.substring(0, Math.min(100, path.length())), link, content.length);
    content(content);
    return this;
  }

  /** A header alone, which announces content. */
  public Tars block(char type, String path, String link, long size) {
    byte[] block = new byte[512];
    put(block, 0, path);
    put(block, 100, type == '5' ? "0000755" : "0000644");
    put(block, 108, "0000000");
    put(block, 116, "0000000");
    put(block, 124, octal(11, size));
    put(block, 136, octal(11, 1_600_000_000));
    put(block, 148, "        ");
    block[156] = (byte) type;
    put(block, 157, link);
    put(block, 257, "ustar\00000");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, octal(6, sum) + "\0 ");
    out.writeBytes(block);
    return this;
  }

  private void content(byte[] bytes) {
    out.writeBytes(bytes);
    out.writeBytes(new byte[-bytes.length & 511]);
  }

  private static String octal(int digits, long value) {
    String text = Long.toOctalString(value);
    return "0".repeat(digits - text.length()) + text;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  /** Breaks the checksum of the first header. */
  public Tars broken() {
    broken = true;
    return this;
  }

  /** Leaves out what would end the archive. */
  public Tars cut() {
    end = 0;
    return this;
  }

  public byte[] bytes() {
    byte[] all = new byte[out.size() + end];
    System.arraycopy(out.toByteArray(), 0, all, 0, out.size());
    all[0] += (byte) (broken ? 1 : 0);
    return all;
  }
}
