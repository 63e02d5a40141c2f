package dev.limpet.sandbox.cgroup;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;

/** The small text files through which the kernel tells and takes things. */
public final class CgroupFiles {
  private static final int LIMIT = 16 << 20;

  private final Kernel kernel;

  public CgroupFiles(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The file's content; empty where it cannot be read: not every kernel has every file. */
  public String read(String path) {
    try {
      Fd file = Fd.open(kernel, path, Flags.O_RDONLY);
      try {
        return OsString.decode(file.readAll(LIMIT));
      } finally {
        file.close();
      }
    } catch (ErrnoException e) {
      return "";
    }
  }

  /** The words of a file. */
  public List<String> words(String path) {
    String text = read(path);
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\n') {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** The number behind {@code key} in a file of lines of both; -1 where there is none. */
  public long number(String path, String key) {
    List<String> words = words(path);
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals(key)) {
        return parsed(words.get(i + 1));
      }
    }
    return -1;
  }

  /** The number that a file consists of; -1 where there is none. */
  public long number(String path) {
    List<String> words = words(path);
    return words.size() == 1 ? parsed(words.get(0)) : -1;
  }

  private static long parsed(String word) {
    long number = 0;
    for (int i = 0; i < word.length(); i++) {
      int digit = word.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > Long.MAX_VALUE / 10 - 1) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** One write: the kernel takes each for itself. */
  public void write(String path, String text) {
    Fd file = Fd.open(kernel, path, Flags.O_WRONLY);
    try {
      file.write(OsString.encode(text));
    } finally {
      file.close();
    }
  }

  /** Moves those of {@code pids} that are in the cgroup {@code from} to {@code to}. */
  void move(String from, String to, List<String> pids) {
    for (String pid : words(from + "/cgroup.procs")) {
      if (pids.contains(pid)) {
        move(pid, to);
      }
    }
  }

  /** Moves all that are in the cgroup {@code from} to {@code to}. */
  void moveAll(String from, String to) {
    for (String pid : words(from + "/cgroup.procs")) {
      move(pid, to);
    }
  }

  private void move(String pid, String to) {
    try {
      write(to + "/cgroup.procs", pid);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ESRCH) { // it has ended since
        throw e;
      }
    }
  }

  /** Whether a file is there and may be written to. Nothing is. */
  boolean mayWrite(String path) {
    try {
      Fd.open(kernel, path, Flags.O_WRONLY).close();
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }
}
