package dev.limpet.images.store;

import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Content by its digest, as in an OCI image layout: {@code blobs/sha256/HEX}. */
public final class Blobs {
  private final Path directory;

  Blobs(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  public Path path(Digest digest) {
    return directory.resolve(digest.hex());
  }

  public boolean has(Digest digest) {
    return Files.isRegularFile(path(digest));
  }

  /** The content of a small blob. */
  public byte[] read(Digest digest, int limit, String what) throws IOException {
    Path path = path(digest);
    if (!Files.isRegularFile(path)) {
      throw new ImageException(what + " (" + digest + ") is not there");
    }
    if (Files.size(path) > limit) {
      throw new ImageException(what + " is larger than " + limit + " bytes");
    }
    return Files.readAllBytes(path);
  }

  /**
   * Begins to write a blob, or goes on where a process that is no more has left off; waits while
   * another one writes it. Null where the blob is there.
   */
  public @Nullable BlobWriter begin(Descriptor wanted) throws IOException, InterruptedException {
    if (has(wanted.digest())) {
      return null;
    }
    Lock lock = Lock.exclusive(directory.resolve(wanted.digest().hex() + Durable.PART));
    if (has(wanted.digest())) {
      Files.delete(lock.path());
      lock.close();
      return null;
    }
    return new BlobWriter(lock, path(wanted.digest()), wanted);
  }

  /** Adds a small blob that has been verified. */
  public Digest add(byte[] content) throws IOException, InterruptedException {
    Digest digest = Digest.of(content);
    if (!has(digest)) {
      Durable.write(directory, digest.hex(), content);
    }
    return digest;
  }

  /**
   * Adds what {@code in} has.
   *
   * @param wanted what its digest has to be; null where nothing says
   * @return with its size, and an empty media type
   */
  public Descriptor add(InputStream in, @Nullable Digest wanted, String what)
      throws IOException, InterruptedException {
    try (Lock lock = Lock.exclusive(Durable.temporary(directory))) {
      boolean done = false;
      try {
        MessageDigest sum = Digest.sha256();
        long size;
        try (OutputStream out = Files.newOutputStream(lock.path())) {
          size = new DigestInputStream(in, sum).transferTo(out);
        }
        Digest digest = Digest.from(sum);
        if (wanted != null && !digest.equals(wanted)) {
          throw new ImageException(what + " has the digest " + digest + ", not " + wanted);
        }
        Durable.publish(lock.path(), path(digest));
        done = true;
        return new Descriptor("", digest, size);
      } finally {
        if (!done) {
          Files.deleteIfExists(lock.path());
        }
      }
    }
  }

  /** A file for what has to be on disk for a while; its user removes it. */
  public Lock spool() throws InterruptedException {
    return Lock.exclusive(Durable.temporary(directory));
  }
}
