package dev.limpet.images.tar;

import java.util.List;

/**
 * One entry of an archive, as it was written: nothing of it is checked but that it can be.
 *
 * @param path as {@code OsString}, likewise {@code link}
 * @param size of the content that follows, in bytes
 * @param mode permissions with setuid, setgid and sticky
 * @param uid the owner's number, which names do not replace
 * @param modifiedSeconds since the epoch
 * @param modifiedNanos the rest, from 0
 * @param link where a symbolic link leads, or the path of which a hard link is one more name; else
 *     empty
 * @param major of the device, likewise {@code minor}
 */
public record TarEntry(
    String path,
    Kind kind,
    long size,
    int mode,
    long uid,
    long gid,
    long modifiedSeconds,
    int modifiedNanos,
    String link,
    int major,
    int minor,
    List<Attribute> attributes) {

  /** What an entry is. */
  public enum Kind {
    FILE,
    HARD_LINK,
    SYMBOLIC_LINK,
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    DIRECTORY,
    FIFO
  }

  /** An extended attribute: its value is no text. */
  public static final class Attribute {
    private final String name;
    private final byte[] value;

    public Attribute(String name, byte[] value) {
      this.name = name;
      this.value = value.clone();
    }

    public String name() {
      return name;
    }

    public byte[] value() {
      return value.clone();
    }
  }
}
