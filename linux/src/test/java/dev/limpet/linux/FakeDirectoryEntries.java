package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;

/** What getdents64 lays out. */
final class FakeDirectoryEntries {
  private static final int HEADER = 19;

  private FakeDirectoryEntries() {}

  /** Fills in as many entries as fit; returns how many bytes that are. */
  static int next(FakeCalls calls, FakeFile.At at, byte[] buffer) {
    FakeNode directory = at.place.node();
    List<String> entries = at.entries;
    if (entries == null) {
      entries = new ArrayList<>(List.of(".", ".."));
      entries.addAll(directory.children.keySet());
      at.entries = entries;
    }
    int used = 0;
    while (!entries.isEmpty()) {
      byte[] name = OsString.encode(entries.get(0));
      int length = (HEADER + name.length + 1 + 7) & ~7;
      if (used + length > buffer.length) {
        break;
      }
      for (int i = 0; i < length; i++) {
        buffer[used + i] = 0;
      }
      buffer[used + 16] = (byte) length;
      buffer[used + 17] = (byte) (length >> 8);
      buffer[used + 18] = type(directory, entries.get(0));
      System.arraycopy(name, 0, buffer, used + HEADER, name.length);
      used += length;
      entries.remove(0);
    }
    if (used == 0 && !entries.isEmpty()) {
      throw calls.fail(Errno.EINVAL);
    }
    return used;
  }

  /** DT_*: that of the file, from the mode as the kernel has it. */
  private static byte type(FakeNode directory, String name) {
    FakeNode child =
        name.equals(".") || name.equals("..") ? directory : directory.children.get(name);
    return (byte) (child == null ? 0 : (child.mode & Flags.S_IFMT) >> 12);
  }
}
