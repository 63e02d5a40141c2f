package dev.limpet.linux;

/** What {@link FakeKernel#exit_group} throws, as the real one does not return. */
public final class ProcessExited extends Error {
  private final int code;

  ProcessExited(int code) {
    super("exit_group " + code);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
