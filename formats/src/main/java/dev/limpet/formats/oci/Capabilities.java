package dev.limpet.formats.oci;

import java.util.List;

/** {@code process.capabilities}: names as in capabilities(7), for each of the five sets. */
public record Capabilities(
    List<String> bounding,
    List<String> effective,
    List<String> inheritable,
    List<String> permitted,
    List<String> ambient) {
  /** None at all. */
  public static final Capabilities NONE =
      new Capabilities(List.of(), List.of(), List.of(), List.of(), List.of());
}
