package dev.limpet.oci;

/** The status of a container, as the runtime specification names it, and paused. */
enum Status {
  CREATING("creating"),
  CREATED("created"),
  RUNNING("running"),
  PAUSED("paused"),
  STOPPED("stopped");

  private final String word;

  Status(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
