package dev.limpet.toolchain.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what the tests ask of a 64-bit little-endian ELF file; elf(5) names the fields. */
final class ElfFile {
  static final int ET_DYN = 3;
  static final int EM_X86_64 = 62;
  static final int EM_AARCH64 = 183;
  static final int PT_LOAD = 1;
  static final int PT_DYNAMIC = 2;
  static final int PT_INTERP = 3;
  static final int PT_GNU_STACK = 0x6474e551;
  static final int PT_GNU_RELRO = 0x6474e552;
  static final int PF_X = 1;
  static final int PF_W = 2;
  static final long DT_NEEDED = 1;
  static final long DT_TEXTREL = 22;
  static final long DT_FLAGS = 30;
  static final long DT_FLAGS_1 = 0x6ffffffbL;
  static final long DF_BIND_NOW = 8;
  static final long DF_1_NOW = 1;
  static final long DF_1_PIE = 0x08000000;

  /** A program header: type, flags, file offset, file size, memory size. */
  record Segment(int type, int flags, long offset, long fileSize, long memorySize) {}

  private final ByteBuffer bytes;

  ElfFile(Path file) {
    try {
      bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (bytes.getInt(0) != 0x464c457f || bytes.get(4) != 2) {
      throw new IllegalArgumentException(file + " is no 64-bit ELF file");
    }
  }

  int type() {
    return bytes.getShort(16);
  }

  int machine() {
    return bytes.getShort(18);
  }

  List<Segment> segments() {
    long at = bytes.getLong(32);
    var segments = new ArrayList<Segment>();
    for (int i = 0; i < bytes.getShort(56); i++, at += bytes.getShort(54)) {
      int start = Math.toIntExact(at);
      segments.add(
          new Segment(
              bytes.getInt(start),
              bytes.getInt(start + 4),
              bytes.getLong(start + 8),
              bytes.getLong(start + 32),
              bytes.getLong(start + 40)));
    }
    return segments;
  }

  List<Segment> segments(int type) {
    return segments().stream().filter(segment -> segment.type == type).toList();
  }

  /** The dynamic section: the last value of each tag. */
  Map<Long, Long> dynamic() {
    var tags = new TreeMap<Long, Long>();
    for (Segment segment : segments(PT_DYNAMIC)) {
      for (long at = segment.offset; at < segment.offset + segment.fileSize; at += 16) {
        int start = Math.toIntExact(at);
        tags.put(bytes.getLong(start), bytes.getLong(start + 8));
      }
    }
    return tags;
  }

  /** The sections: name to content. */
  Map<String, byte[]> sections() {
    int table = Math.toIntExact(bytes.getLong(40));
    int size = bytes.getShort(58);
    int names = contentStart(table + size * bytes.getShort(62));
    var sections = new TreeMap<String, byte[]>();
    for (int i = 1; i < bytes.getShort(60); i++) {
      int header = table + i * size;
      int name = names + bytes.getInt(header);
      int end = name;
      while (bytes.get(end) != 0) {
        end++;
      }
      boolean hasContent = bytes.getInt(header + 4) != 8;
      var content = new byte[hasContent ? Math.toIntExact(bytes.getLong(header + 32)) : 0];
      bytes.get(contentStart(header), content);
      sections.put(new String(slice(name, end), StandardCharsets.US_ASCII), content);
    }
    return sections;
  }

  private int contentStart(int header) {
    return Math.toIntExact(bytes.getLong(header + 24));
  }

  private byte[] slice(int start, int end) {
    var slice = new byte[end - start];
    bytes.get(start, slice);
    return slice;
  }

  String text() {
    return new String(bytes.array(), StandardCharsets.ISO_8859_1);
  }
}
