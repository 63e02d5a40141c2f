package dev.limpet.sandbox.boxes;

/** What has become of a box. */
public enum BoxStatus {
  /** It is being started. */
  STARTING,
  /** It runs. */
  RUNNING,
  /** It has ended, and its exit code is known. */
  EXITED,
  /** The process that held it was killed, and the box with it. */
  DEAD;

  /** In lower case. */
  public String word() {
    return switch (this) {
      case STARTING -> "starting";
      case RUNNING -> "running";
      case EXITED -> "exited";
      case DEAD -> "dead";
    };
  }
}
