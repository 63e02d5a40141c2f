package dev.limpet.formats.image;

/** An image has no user or group of a name. */
public final class UnknownAccountException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownAccountException(String kind, String name, String file) {
    super(kind + " " + name + " is not in the image's " + file + ", and no number");
  }
}
