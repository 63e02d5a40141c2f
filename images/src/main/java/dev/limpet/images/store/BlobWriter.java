package dev.limpet.images.store;

import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A blob on its way. What has come stays when the process ends, for the next one to go on with; it
 * is visible under its digest when it is complete and right.
 */
public final class BlobWriter implements AutoCloseable {
  private static final int BUFFER = 256 << 10;

  private final Lock lock;
  private final Path path;
  private final Descriptor wanted;
  private final FileChannel file;
  private MessageDigest sum = Digest.sha256();
  private long written;

  BlobWriter(Lock lock, Path path, Descriptor wanted) throws IOException {
    this.lock = lock;
    this.path = path;
    this.wanted = wanted;
    this.file = FileChannel.open(lock.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    takeUp();
  }

  private void takeUp() throws IOException {
    if (file.size() > wanted.size()) {
      restart();
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (file.read(buffer) >= 0) {
      buffer.flip();
      written += buffer.remaining();
      sum.update(buffer);
      buffer.clear();
    }
  }

  /** How many bytes are there: the next ones are those from here on. */
  public long written() {
    return written;
  }

  /** Throws away what is there. */
  public void restart() throws IOException {
    file.truncate(0);
    file.position(0);
    sum = Digest.sha256();
    written = 0;
  }

  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > wanted.size() - written) {
      restart();
      throw new ImageException(
          wanted.digest() + " is larger than the " + wanted.size() + " bytes that were announced");
    }
    sum.update(bytes, offset, length);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      written += file.write(buffer);
    }
  }

  /** Ends the writing: the blob is complete, or it is refused and thrown away. */
  public void commit() throws IOException {
    if (written != wanted.size()) {
      throw new ImageException(
          wanted.digest() + " has ended after " + written + " of " + wanted.size() + " bytes");
    }
    Digest digest = Digest.from(sum);
    if (!digest.equals(wanted.digest())) {
      restart();
      throw new ImageException("what came as " + wanted.digest() + " is " + digest);
    }
    Durable.publish(lock.path(), path);
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (written == 0) {
      Files.deleteIfExists(lock.path());
    }
    lock.close();
  }
}
