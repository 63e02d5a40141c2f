package dev.limpet.toolchain.harden;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Handlers that see the value a variable gets <em>after</em> the point that threw.
 *
 * <p>An assignment inside a protected block needs a phi in each of the block's handlers: the
 * exception may come before it or after it. {@code PhiUpdater.markAssignment} places that phi only
 * if the variable was assigned before, and "before" is the order of its walk over the dominator
 * tree, in which parameters are not assigned at all and a join may come before the branches that
 * join. When the handler's only predecessor is the protected block, nothing else places the phi
 * either, and the handler reads the new value. A phi too many is dropped later, a missing one is a
 * wrong value: always place it.
 */
final class PhiPlacement {
  static final ClassPatch PATCH =
      new ClassPatch("org.teavm.model.util.PhiUpdater", 1, PhiPlacement::alwaysDefined);

  private PhiPlacement() {}

  /** Answers every {@code variableDefined[i]} in {@code markAssignment} with true. */
  private static ClassTransform alwaysDefined(AtomicInteger edits) {
    CodeTransform code =
        (CodeBuilder builder, CodeElement element) -> {
          if (element instanceof ArrayLoadInstruction load && load.opcode() == Opcode.BALOAD) {
            edits.incrementAndGet();
            builder.pop2().iconst_1();
          } else {
            builder.with(element);
          }
        };
    return ClassTransform.transformingMethodBodies(
        method -> method.methodName().equalsString("markAssignment"), code);
  }
}
