package dev.limpet.toolchain.build;

/** The processors that programs are built for. */
public enum Target {
  X86_64("x86_64", "-fcf-protection=full"),
  AARCH64("aarch64", "-mbranch-protection=standard");

  private final String word;
  private final String controlFlowFlag;

  Target(String word, String controlFlowFlag) {
    this.word = word;
    this.controlFlowFlag = controlFlowFlag;
  }

  /** The processor's name as {@code uname -m} prints it. */
  public String word() {
    return word;
  }

  /** gcc's flag for this processor's control flow integrity: CET there, BTI and PAC here. */
  String controlFlowFlag() {
    return controlFlowFlag;
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
