package dev.limpet.formats.oci;

/** The kinds of namespaces. */
public enum NamespaceType {
  USER("user"),
  MOUNT("mount"),
  PID("pid"),
  NETWORK("network"),
  IPC("ipc"),
  UTS("uts"),
  CGROUP("cgroup"),
  TIME("time");

  private final String word;

  NamespaceType(String word) {
    this.word = word;
  }

  /** The word that stands for it in config.json. */
  public String word() {
    return word;
  }
}
