package dev.limpet.sandbox;

/** How a box is started and stayed with: by a {@link Launcher} alone, or with others beside it. */
public interface Launch {
  /**
   * Runs the box to its end.
   *
   * @param timeoutNanos how long it may take, 0 for as long as it wants
   * @param attendant who attends to it meanwhile
   * @throws StepFailedException where there is not even a first process
   */
  Outcome launch(Plan plan, long timeoutNanos, Attendant attendant);
}
