package dev.limpet.toolchain.harden;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code clone()} of a primitive array writes behind the copy.
 *
 * <p>{@code TObject.cloneLowLevel} asks whether the array's own class is primitive, which no array
 * class is, so it takes every item for a reference: 8 bytes are copied for each byte, over whatever
 * lies behind the copy. The patch asks the class of the items.
 */
final class ArrayClones {
  private static final ClassDesc RUNTIME_CLASS = ClassDesc.of("org.teavm.runtime.RuntimeClass");

  static final ClassPatch PATCH =
      new ClassPatch("org.teavm.classlib.java.lang.TObject", 1, ArrayClones::askTheItems);

  private ArrayClones() {}

  private static ClassTransform askTheItems(AtomicInteger edits) {
    CodeTransform code =
        (CodeBuilder builder, CodeElement element) -> {
          if (element instanceof InvokeInstruction call
              && call.name().equalsString("isPrimitive")
              && call.owner().asInternalName().endsWith("/RuntimeClass")) {
            edits.incrementAndGet();
            builder.getfield(RUNTIME_CLASS, "itemType", RUNTIME_CLASS);
          }
          builder.with(element);
        };
    return ClassTransform.transformingMethodBodies(
        method -> method.methodName().equalsString("cloneLowLevel"), code);
  }
}
