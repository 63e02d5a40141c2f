package dev.limpet.toolchain.harden;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Instructions that fault, removed because nobody uses their result.
 *
 * <p>{@code PreOptimizingClassHolderSource} eliminates unused variables in each method as it is
 * parsed: before null checks and bound checks exist as instructions of their own, and before any
 * transformer has seen the program. So {@code int unused = a[i]}, {@code x / 0} or {@code (String)
 * o} vanish with the exception that they owe. The same pass runs again later, on the checked
 * program; this early run is left out. (Value numbering, which runs here too, stays: it only merges
 * equal computations, and plugins rely on it to see class literals.)
 */
final class PreOptimization {
  static final ClassPatch PATCH =
      new ClassPatch("org.teavm.model.PreOptimizingClassHolderSource", 1, PreOptimization::skip);

  private PreOptimization() {}

  private static ClassTransform skip(AtomicInteger edits) {
    CodeTransform code =
        (CodeBuilder builder, CodeElement element) -> {
          if (element instanceof InvokeInstruction call
              && call.owner().asInternalName().endsWith("/UnusedVariableElimination")
              && call.name().equalsString("optimize")) {
            edits.incrementAndGet();
            builder.pop2().pop().iconst_0();
          } else {
            builder.with(element);
          }
        };
    return ClassTransform.transformingMethodBodies(
        method -> method.methodName().equalsString("optimize"), code);
  }
}
