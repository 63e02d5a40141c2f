package dev.limpet.toolchain.build;

/** The processors that programs are built for. */
public enum Target {
  X86_64("x86_64", "-fcf-protection=full", ",-z,pack-relative-relocs"),
  // Binutils packs the relocations of this processor from 2.42 on only.
  AARCH64("aarch64", "-mbranch-protection=standard", "");

  private final String word;
  private final String controlFlowFlag;
  private final String linkFlags;

  Target(String word, String controlFlowFlag, String linkFlags) {
    this.word = word;
    this.controlFlowFlag = controlFlowFlag;
    this.linkFlags = linkFlags;
  }

  /** The processor's name as {@code uname -m} prints it. */
  public String word() {
    return word;
  }

  /** gcc's flag for this processor's control flow integrity: CET there, BTI and PAC here. */
  String controlFlowFlag() {
    return controlFlowFlag;
  }

  /** What the linker is told for this processor alone, each flag after a comma. */
  String linkFlags() {
    return linkFlags;
  }

  /** The processor of that name. */
  public static Target of(String word) {
    for (Target target : values()) {
      if (target.word.equals(word)) {
        return target;
      }
    }
    throw new BuildException("no target " + word + ": there are x86_64 and aarch64");
  }

  /** This machine's processor. */
  public static Target host() {
    String arch = System.getProperty("os.arch");
    return of(arch.equals("amd64") ? "x86_64" : arch);
  }
}
