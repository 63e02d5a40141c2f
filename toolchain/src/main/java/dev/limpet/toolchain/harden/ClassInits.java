package dev.limpet.toolchain.harden;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Static fields read before their class is initialized.
 *
 * <p>{@code ClassInitElimination} drops a class initialization that is dominated by any call of a
 * method of that class. A call through an interface does not initialize the interface (JLS 12.4.1),
 * so {@code i.method(); use(I.FIELD)} may read a default value. The patch makes the pass count only
 * real initializations; what is left is one test of a flag.
 */
final class ClassInits {
  static final ClassPatch PATCH =
      new ClassPatch(
          "org.teavm.model.optimization.ClassInitElimination", 1, ClassInits::ignoreInvocations);

  private ClassInits() {}

  private static ClassTransform ignoreInvocations(AtomicInteger edits) {
    CodeTransform code =
        (CodeBuilder builder, CodeElement element) -> {
          if (element instanceof TypeCheckInstruction check
              && check.opcode() == Opcode.INSTANCEOF
              && check.type().asInternalName().endsWith("/InvokeInstruction")) {
            edits.incrementAndGet();
            builder.pop().iconst_0();
          } else {
            builder.with(element);
          }
        };
    return ClassTransform.transformingMethodBodies(
        method -> method.methodName().equalsString("optimize"), code);
  }
}
