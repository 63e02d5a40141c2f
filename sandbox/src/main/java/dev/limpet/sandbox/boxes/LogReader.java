package dev.limpet.sandbox.boxes;

import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BoxLog} has written and may still be writing, the oldest first. */
public final class LogReader implements AutoCloseable {
  private static final int MAX_SEGMENT = 1_000_000_000;

  private final Kernel kernel;
  private final NamedBox box;
  private final byte[] header = new byte[BoxLog.HEADER];
  private final byte[] data = new byte[64 << 10];
  private @Nullable Fd segment;
  private int number;

  /** How much of a header, and of its record, is there. */
  private int headed;

  private int left;
  private int size;

  public LogReader(Kernel kernel, NamedBox box) {
    this.kernel = kernel;
    this.box = box;
  }

  /** The bytes that {@link #next} has found: the first {@link #size} are good. */
  public byte[] data() {
    return data;
  }

  public int size() {
    return size;
  }

  /**
   * Finds more; returns the stream it was written to, 1 or 2, or 0 where there is no more at the
   * moment.
   */
  public int next() {
    while (true) {
      Fd open = segment;
      if (open == null) {
        if (!openNext()) {
          return 0;
        }
        continue;
      }
      if (read(open)) {
        return header[0] == 1 ? 1 : 2;
      }
      // What is written before the next segment begins is all of this one: it is read to its end.
      if (!exists(number + 1)) {
        return 0;
      }
      if (read(open)) {
        return header[0] == 1 ? 1 : 2;
      }
      close();
    }
  }

  private boolean read(Fd open) {
    while (left == 0) {
      int got = kernel.read(open.number(), header, headed, BoxLog.HEADER - headed);
      headed += got;
      if (got == 0) {
        return false;
      }
      if (headed == BoxLog.HEADER) {
        left = (header[1] & 0xff) << 16 | (header[2] & 0xff) << 8 | (header[3] & 0xff);
        headed = left == 0 ? 0 : headed;
      }
    }
    size = kernel.read(open.number(), data, 0, Math.min(left, data.length));
    left -= size;
    headed = left == 0 ? 0 : headed;
    return size > 0;
  }

  private boolean exists(int segmentNumber) {
    try {
      kernel.statx(box.directory(), BoxLog.PREFIX + segmentNumber, Flags.AT_SYMLINK_NOFOLLOW);
      return true;
    } catch (ErrnoException e) {
      // With a gap behind this one, the writer was faster than this reader.
      return first(segmentNumber) > 0;
    }
  }

  /** Opens the segment after the last one, or the oldest there is. */
  private boolean openNext() {
    int wanted = first(number + 1);
    if (wanted == 0) {
      return false;
    }
    try {
      int flags = Flags.O_RDONLY | Flags.O_NOFOLLOW | Flags.O_NONBLOCK | Flags.O_CLOEXEC;
      segment = new Fd(kernel, kernel.openat(box.directory(), BoxLog.PREFIX + wanted, flags, 0));
      number = wanted;
      headed = 0;
      left = 0;
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return openNext();
      }
      throw e;
    }
  }

  /** The least number of a segment that is not below {@code least}; 0 if there is none. */
  private int first(int least) {
    int found = 0;
    for (String name : names()) {
      int segmentNumber = number(name);
      if (segmentNumber >= least && (found == 0 || segmentNumber < found)) {
        found = segmentNumber;
      }
    }
    return found;
  }

  private Iterable<String> names() {
    Fd again = new Fd(kernel, kernel.openat(box.directory(), ".", BoxLog.DIRECTORY, 0));
    Iterable<String> names = DirectoryEntries.names(kernel, again.number());
    again.close();
    return names;
  }

  /** The number in the name of a segment; 0 for another file. */
  private static int number(String name) {
    int value = 0;
    for (int i = BoxLog.PREFIX.length(); name.startsWith(BoxLog.PREFIX) && i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9 || value > MAX_SEGMENT / 10) {
        return 0;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  @Override
  public void close() {
    Fd open = segment;
    if (open != null) {
      open.close();
      segment = null;
    }
  }
}
