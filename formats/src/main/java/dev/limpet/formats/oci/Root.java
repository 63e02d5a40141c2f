package dev.limpet.formats.oci;

/**
 * {@code root}.
 *
 * @param path the directory on the host that becomes the root
 * @param readonly whether the box may not write to it
 * @param submounts not in config.json: what becomes of file systems mounted below {@code path}
 */
public record Root(String path, boolean readonly, Submounts submounts) {
  /** What becomes of file systems mounted below the root. */
  public enum Submounts {
    /** The box sees them, as the specification wants. */
    KEPT,
    /** The box finds an empty directory in their place. */
    HIDDEN,
  }
}
