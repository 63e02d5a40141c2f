package dev.limpet.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * What has to be undone where a start fails: armed right after each step that leaves something
 * behind, released once somebody else answers for it.
 */
final class Undo {
  private final List<Runnable> armed = new ArrayList<>();

  void arm(Runnable undo) {
    armed.add(undo);
  }

  void release() {
    armed.clear();
  }

  /** Undoes what is armed, the last first. */
  void run() {
    while (!armed.isEmpty()) {
      armed.remove(armed.size() - 1).run();
    }
  }
}
