package dev.limpet.sandbox;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Kernel;

/** What to do about a failure, where its cause is known. */
final class Hints {
  Hints(Kernel kernel) {}

  String forNamespaces(ErrnoException e) {
    return "";
  }

  String forStep(Step step, ErrnoException e) {
    return "";
  }
}
