package dev.limpet.linux;

import dev.limpet.linux.raw.Nr;
import dev.limpet.linux.raw.Raw;
import org.jspecify.annotations.Nullable;

/**
 * Memory for the strings and structures of one system call, outside the collected heap: mapped
 * once, at the first use, and used again from its start by every call.
 *
 * <p>What cannot be laid out is remembered as {@link #failure}, and later requests do nothing: a
 * call's code lays out all its arguments and looks once.
 */
final class Scratch {
  /** Enough for any call but execve: a path has 4 KiB at most, a filter 32 KiB. */
  static final int SIZE = 64 * 1024;

  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  private final long size;
  private final char[] block = new char[CString.BLOCK];
  private long base;
  private long top;
  private int failure;

  Scratch(long size) {
    this.size = size;
  }

  /** Forgets the last call's arguments. */
  void begin() {
    failure = 0;
    if (base == 0) {
      long address = Raw.syscall(Nr.mmap(), 0, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
      if (address < 0) {
        failure = (int) address;
        return;
      }
      base = address;
    }
    top = base;
  }

  /** Gives the memory back; the next {@link #begin} maps it anew. */
  void release() {
    if (base != 0) {
      Raw.syscall(Nr.munmap(), base, size, 0, 0, 0, 0);
      base = 0;
    }
  }

  /** 0, or the -errno of the first argument that could not be laid out. */
  int failure() {
    return failure;
  }

  /** The address of {@code bytes} zero bytes, aligned to 8. */
  long zeroed(int bytes) {
    long address = reserve(bytes);
    if (address != 0) {
      for (int i = 0; i < bytes; i += 8) {
        Raw.pokeLong(address + i, 0);
      }
    }
    return address;
  }

  /** The address of {@code bytes} bytes for the kernel to fill in, aligned to 8. */
  long reserve(long bytes) {
    if (failure != 0) {
      return 0;
    }
    long rounded = (bytes + 7) & ~7;
    if (rounded > base + size - top) {
      failure = -Errno.ENAMETOOLONG;
      return 0;
    }
    long address = top;
    top += rounded;
    return address;
  }

  /** The address of a C string; 0 for null. */
  long string(@Nullable String string) {
    if (string == null) {
      return 0;
    }
    long address = reserve(CString.bound(string));
    if (address == 0) {
      return 0;
    }
    int written = CString.write(address, string, block);
    if (written < 0) {
      failure = written;
      return 0;
    }
    top = address + ((written + 7) & ~7);
    return address;
  }

  /** The address of an array of C strings, ended by NULL. */
  long strings(String[] strings) {
    long array = zeroed((strings.length + 1) * 8);
    for (int i = 0; i < strings.length; i++) {
      long address = string(strings[i]);
      if (failure != 0) {
        return 0;
      }
      Raw.pokeLong(array + i * 8L, address);
    }
    return array;
  }

  /** The size that {@link #strings} needs at most. */
  static long bound(String[] strings) {
    long bytes = (strings.length + 1) * 8L;
    for (String string : strings) {
      bytes += CString.bound(string) + 7;
    }
    return bytes;
  }
}
