package dev.limpet.images.oci;

import dev.limpet.formats.image.ImageName;
import org.jspecify.annotations.Nullable;

/** The name of an image, which is one. */
public record Reference(ImageName name) {
  /** What {@code text} names: a short name is one of docker's registry. */
  public static Reference parse(String text) {
    ImageName name = ImageName.parse(text);
    if (name == null) {
      throw new ImageException(
          "no name of an image: " + text + "; such as alpine:3.20 or localhost:5000/a/b@sha256:…");
    }
    return new Reference(name);
  }

  /** Whether {@code text} says of which registry it is. */
  public static boolean isQualified(String text) {
    return ImageName.isQualified(text);
  }

  public String host() {
    return name.host();
  }

  public String path() {
    return name.path();
  }

  /** {@code latest} where none is given, and empty where a digest is. */
  public String tag() {
    return name.tag();
  }

  public @Nullable Digest digest() {
    String digest = name.digest();
    return digest == null ? null : Digest.parse(digest, "the name " + name);
  }

  /** The same without a digest. */
  public Reference tagged() {
    return new Reference(new ImageName(name.host(), name.path(), name.tag(), null));
  }

  /** As people write it: without what is docker's default. */
  public String familiar() {
    return name.familiar();
  }

  /** The whole name. */
  @Override
  public String toString() {
    return name.toString();
  }
}
