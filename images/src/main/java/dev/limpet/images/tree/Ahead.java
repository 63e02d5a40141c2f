package dev.limpet.images.tree;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is read by a thread of its own, some blocks ahead: one processor decompresses while
 * another one makes files.
 */
final class Ahead extends InputStream {
  private static final int BLOCKS = 8;
  private static final int BLOCK = 256 << 10;

  /** Bytes; none at the end, and with the failure where there is one. */
  private static final class Part {
    final byte[] bytes;
    final int size;
    final @Nullable Throwable failure;

    Part(byte[] bytes, int size, @Nullable Throwable failure) {
      this.bytes = bytes;
      this.size = size;
      this.failure = failure;
    }
  }

  private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread reader;
  private Part current = new Part(new byte[0], 0, null);
  private int at;
  private boolean ended;

  /** Takes over {@code source}, which its thread closes. */
  Ahead(InputStream source) {
    reader = Thread.ofPlatform().daemon().name("decompress").start(() -> read(source));
  }

  private void read(InputStream source) {
    try {
      Part last = new Part(new byte[0], 0, null);
      try (source) {
        byte[] bytes = new byte[BLOCK];
        int size = source.readNBytes(bytes, 0, BLOCK);
        while (size > 0) {
          parts.put(new Part(bytes, size, null));
          bytes = new byte[BLOCK];
          size = source.readNBytes(bytes, 0, BLOCK);
        }
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        last = new Part(new byte[0], 0, e);
      }
      parts.put(last);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == current.size && !advance()) {
      return -1;
    }
    int size = Math.min(length, current.size - at);
    System.arraycopy(current.bytes, at, buffer, offset, size);
    at += size;
    return size;
  }

  private boolean advance() throws IOException {
    if (ended) {
      return false;
    }
    try {
      current = parts.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    at = 0;
    Throwable failure = current.failure;
    if (failure != null) {
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IOException(failure.getMessage(), failure);
    }
    ended = current.size == 0;
    return !ended;
  }

  @Override
  public void close() throws IOException {
    reader.interrupt();
    parts.clear();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
