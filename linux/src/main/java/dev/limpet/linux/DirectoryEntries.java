package dev.limpet.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names in a directory, by getdents64(2). */
public final class DirectoryEntries {
  /** {@code struct linux_dirent64}: inode and offset of 8 bytes, length of 2, type of 1, name. */
  private static final int LENGTH = 16;

  private static final int TYPE = 18;
  private static final int NAME = 19;
  private static final int DT_DIR = 4;
  private static final int BUFFER = 4096;

  private DirectoryEntries() {}

  /** All names in the directory that {@code fd} was opened on just now, sorted, without . and .. */
  public static List<String> names(Kernel kernel, int fd) {
    return names(kernel, fd, false);
  }

  /** The same of directories only, in file systems that tell in there what is one: not all do. */
  public static List<String> directories(Kernel kernel, int fd) {
    return names(kernel, fd, true);
  }

  private static List<String> names(Kernel kernel, int fd, boolean directories) {
    List<String> names = new ArrayList<>();
    byte[] buffer = new byte[BUFFER];
    int got = kernel.getdents64(fd, buffer);
    while (got > 0) {
      for (int at = 0; at < got; at += length(buffer, at)) {
        String name = name(buffer, at);
        boolean wanted = !directories || buffer[at + TYPE] == DT_DIR;
        if (wanted && !name.equals(".") && !name.equals("..")) {
          names.add(name);
        }
      }
      got = kernel.getdents64(fd, buffer);
    }
    names.sort(null);
    return names;
  }

  private static int length(byte[] buffer, int at) {
    return (buffer[at + LENGTH] & 0xff) | (buffer[at + LENGTH + 1] & 0xff) << 8;
  }

  private static String name(byte[] buffer, int at) {
    int end = at + NAME;
    while (buffer[end] != 0) {
      end++;
    }
    return OsString.decode(Arrays.copyOfRange(buffer, at + NAME, end));
  }
}
