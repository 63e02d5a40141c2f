package dev.limpet.sandbox;

import dev.limpet.linux.Kernel;

/** What the box writes to its terminal, on its way to the caller. */
final class TerminalOutput extends Pump {
  private final Runnable onHangUp;
  private boolean boxEnded;

  /**
   * @param master of the box's terminal; it does not block
   * @param onHangUp what to do when the caller reads no more
   */
  TerminalOutput(Kernel kernel, int master, int output, Runnable onHangUp) {
    super(kernel, master, output);
    this.onHangUp = onHangUp;
  }

  @Override
  void sourceEnds() {
    stop();
  }

  @Override
  void sinkEnds() {
    onHangUp.run();
  }

  @Override
  void passedOn() {
    if (boxEnded) {
      takeRest();
    }
  }

  @Override
  public void boxEnded() {
    boxEnded = true;
    if (isOpen() && isEmpty()) {
      takeRest();
    }
  }

  /** All that was written is there: an empty terminal stays empty. */
  private void takeRest() {
    if (!take()) {
      stop();
    }
  }
}
