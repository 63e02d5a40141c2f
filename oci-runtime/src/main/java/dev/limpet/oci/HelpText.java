package dev.limpet.oci;

/** What {@code limpet-oci help} says. */
final class HelpText {
  static final String TEXT =
      """
      limpet-oci: an OCI runtime, for engines such as Podman, containerd and Docker
      """;

  private HelpText() {}
}
