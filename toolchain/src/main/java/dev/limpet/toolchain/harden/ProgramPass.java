package dev.limpet.toolchain.harden;

import org.teavm.model.MethodHolder;
import org.teavm.model.Program;

/** Rewrites the program of one method in place. */
interface ProgramPass {
  void apply(MethodHolder method, Program program);
}
