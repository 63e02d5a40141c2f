package dev.limpet.images.tree;

/**
 * How much an image may unpack to.
 *
 * @param bytes of all files of all layers together
 * @param entries of all layers together, whiteouts too
 */
public record Limits(long bytes, long entries) {
  /** PATH_MAX without its NUL, and NAME_MAX. */
  static final int PATH = 4095;

  static final int NAME = 255;

  /** More than any image that is in use has. */
  public static final Limits DEFAULT = new Limits(64L << 30, 2_000_000);
}
