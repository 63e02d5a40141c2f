package dev.limpet.sandbox.boxes;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Watched;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a box says: numbered segments, {@code log.1} and so on, of which the last two are
 * kept, each at most half of what the log may have.
 *
 * <p>A segment is a row of records: a byte for the stream (1 or 2), three for the length, and so
 * many bytes.
 */
public final class BoxLog {
  static final int DIRECTORY =
      Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
  static final String PREFIX = "log.";
  static final int HEADER = 4;

  /** The least that a log may have. */
  public static final long MIN_SIZE = 4096;

  /** What it has where nothing else is said. */
  public static final long DEFAULT_SIZE = 1 << 20;

  private static final int BUFFER = 32 << 10;

  /** What may be in a pipe at most: fs.pipe-max-size. */
  private static final int PIPE = 1 << 20;

  private final Kernel kernel;
  private final int directory;
  private final long segmentSize;
  private int number;
  private long written;
  private @Nullable Fd segment;

  /** Room for a record; made when there is a first one, since most boxes say little. */
  private byte[] buffer = new byte[0];

  /**
   * @param directory the descriptor of the box's
   * @param size how many bytes the log may have
   */
  BoxLog(Kernel kernel, int directory, long size) {
    this.kernel = kernel;
    this.directory = directory;
    this.segmentSize = Math.max(size, MIN_SIZE) / 2;
  }

  /** What comes through a pipe as one of the streams. */
  Watched stream(int stream, Fd pipe) {
    return new Stream(stream, pipe);
  }

  /** Writes a line of Limpet's own, as standard error. */
  void line(String text) {
    byte[] bytes = dev.limpet.linux.OsString.encode(text);
    makeBuffer();
    int length = Math.min(bytes.length, BUFFER - HEADER);
    System.arraycopy(bytes, 0, buffer, HEADER, length);
    append(2, length);
  }

  void close() {
    Fd open = segment;
    if (open != null) {
      open.close();
      segment = null;
    }
  }

  private void makeBuffer() {
    if (buffer.length == 0) {
      buffer = new byte[BUFFER];
    }
  }

  /** Writes the record whose {@code length} bytes stand in the buffer behind its header. */
  private void append(int stream, int length) {
    int from = 0;
    while (from < length) {
      long room = segment == null ? 0 : segmentSize - written - HEADER;
      if (room <= 0) {
        if (!beginSegment()) {
          return;
        }
        room = segmentSize - HEADER;
      }
      int part = (int) Math.min(room, length - from);
      // The header takes the place of bytes that are written already.
      buffer[from] = (byte) stream;
      buffer[from + 1] = (byte) (part >> 16);
      buffer[from + 2] = (byte) (part >> 8);
      buffer[from + 3] = (byte) part;
      if (!write(from, HEADER + part)) {
        return;
      }
      from += part;
    }
  }

  /** False where there is no room: the box must not wait for that to change. */
  private boolean write(int from, int length) {
    Fd open = segment;
    int done = 0;
    try {
      while (open != null && done < length) {
        done += kernel.write(open.number(), buffer, from + done, length - done);
      }
    } catch (ErrnoException e) {
      // A record that is cut off ends the segment for its readers, and the next begins another.
      close();
      if (written == 0) {
        unlink(PREFIX + number);
        number--;
      }
      return false;
    }
    if (written == 0 && number > 2) {
      unlink(PREFIX + (number - 2));
    }
    written += length;
    return true;
  }

  private boolean beginSegment() {
    close();
    try {
      int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_CLOEXEC;
      segment = new Fd(kernel, kernel.openat(directory, PREFIX + (number + 1), flags, 0600));
    } catch (ErrnoException e) {
      return false;
    }
    number++;
    written = 0;
    return true;
  }

  private void unlink(String name) {
    try {
      kernel.unlinkat(directory, name, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** One of the two pipes. */
  private final class Stream implements Watched {
    private final int stream;
    private final Fd pipe;
    private boolean open = true;

    Stream(int stream, Fd pipe) {
      this.stream = stream;
      this.pipe = pipe;
    }

    @Override
    public int fd() {
      return open ? pipe.number() : -1;
    }

    @Override
    public int events() {
      return Flags.POLLIN;
    }

    @Override
    public void ready(int revents) {
      if (!take()) {
        end();
      }
    }

    /** Whether something came. */
    private boolean take() {
      makeBuffer();
      int got = kernel.read(pipe.number(), buffer, HEADER, BUFFER - HEADER);
      if (got > 0) {
        append(stream, got);
      }
      return got > 0;
    }

    private void end() {
      open = false;
      pipe.close();
    }

    /** Takes what is left. Nobody waits for an end: the box may have given the pipe to others. */
    @Override
    public void boxEnded() {
      if (!open) {
        return;
      }
      kernel.fcntl(pipe.number(), Flags.F_SETFL, Flags.O_NONBLOCK);
      int most = PIPE / BUFFER + 2;
      try {
        while (most > 0 && take()) {
          most--;
        }
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EAGAIN) {
          throw e;
        }
      }
      end();
    }
  }
}
