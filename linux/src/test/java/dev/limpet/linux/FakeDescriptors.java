package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table of descriptors: the lowest free number is given out, as by the kernel. */
final class FakeDescriptors {
  private final Map<Integer, FakeFile> files = new TreeMap<>();
  private final Map<Integer, Boolean> closeOnExec = new TreeMap<>();

  int open(FakeFile file, boolean cloexec) {
    return openFrom(0, file, cloexec);
  }

  int openFrom(int lowest, FakeFile file, boolean cloexec) {
    int fd = lowest;
    while (files.containsKey(fd)) {
      fd++;
    }
    put(fd, file, cloexec);
    return fd;
  }

  void put(int fd, FakeFile file, boolean cloexec) {
    files.put(fd, file);
    closeOnExec.put(fd, cloexec);
  }

  @Nullable FakeFile get(int fd) {
    return files.get(fd);
  }

  boolean isCloseOnExec(int fd) {
    return Boolean.TRUE.equals(closeOnExec.get(fd));
  }

  void setCloseOnExec(int fd, boolean cloexec) {
    closeOnExec.put(fd, cloexec);
  }

  /** Closes a descriptor; false if it was not open. */
  boolean close(int fd) {
    closeOnExec.remove(fd);
    return files.remove(fd) != null;
  }

  List<Integer> open() {
    return new ArrayList<>(files.keySet());
  }

  List<FakeFile> files() {
    return new ArrayList<>(files.values());
  }

  /** What execve does: only what is not close-on-exec stays. */
  void exec() {
    for (int fd : open()) {
      if (isCloseOnExec(fd)) {
        close(fd);
      }
    }
  }
}
