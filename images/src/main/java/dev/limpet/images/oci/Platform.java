package dev.limpet.images.oci;

import dev.limpet.formats.json.JsonFields;
import java.util.List;

/**
 * What machine an image is for.
 *
 * @param variant of the architecture, such as {@code v8}; empty where there is none
 */
public record Platform(String os, String architecture, String variant) {
  static Platform read(JsonFields fields) {
    String variant = fields.optionalString("variant");
    return new Platform(
        fields.string("os"), fields.string("architecture"), variant == null ? "" : variant);
  }

  /** This machine. */
  public static Platform own() {
    String machine = System.getProperty("os.arch", "");
    return new Platform("linux", machine.equals("aarch64") ? "arm64" : machine, "");
  }

  /** {@code linux/arm64}, {@code linux/arm/v7} or just {@code arm64}. */
  public static Platform parse(String text) {
    List<String> parts = List.of(text.split("/", -1));
    return switch (parts.size()) {
      case 1 -> new Platform("linux", text, "");
      case 2 -> new Platform(parts.get(0), parts.get(1), "");
      case 3 -> new Platform(parts.get(0), parts.get(1), parts.get(2));
      default -> throw new ImageException("no platform: " + text + "; such as linux/arm64");
    };
  }

  /** Whether an image for {@code this} is one for {@code wanted}. */
  public boolean serves(Platform wanted) {
    return os.equals(wanted.os)
        && architecture.equals(wanted.architecture)
        && (wanted.variant.isEmpty() || variant.equals(wanted.variant));
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
