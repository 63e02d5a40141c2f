package dev.limpet.images.oci;

/**
 * What cannot be done, in one line: what was wrong, where, and how to mend it. It has no stack
 * trace: {@code main} prints the message and that is all there is to know.
 */
public final class ImageException extends RuntimeException {
  public ImageException(String message) {
    super(message, null, false, false);
  }
}
