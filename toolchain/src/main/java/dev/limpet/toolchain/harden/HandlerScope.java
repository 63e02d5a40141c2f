package dev.limpet.toolchain.harden;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Exceptions thrown by an inner handler that skip the enclosing handlers.
 *
 * <p>{@code CodeGenerationVisitor} emits one {@code setjmp} for a try statement whose body is
 * nothing but another try statement, with all their handlers side by side. That is right as long as
 * a handler is only a jump, which is what the decompiler makes. {@code BreakEliminator} then moves
 * the code behind a try statement into its handler: now the handler of the inner try, a {@code
 * finally} that rethrows for instance, runs outside the outer try that protects it. The patch
 * leaves that pass out; gcc does not mind the jumps.
 */
final class HandlerScope {
  static final ClassPatch PATCH =
      new ClassPatch("org.teavm.ast.optimization.Optimizer", 1, HandlerScope::skipBreakEliminator);

  private HandlerScope() {}

  private static ClassTransform skipBreakEliminator(AtomicInteger edits) {
    CodeTransform code =
        (CodeBuilder builder, CodeElement element) -> {
          if (element instanceof InvokeInstruction call
              && call.owner().asInternalName().endsWith("/BreakEliminator")
              && call.name().equalsString("eliminate")) {
            edits.incrementAndGet();
            builder.pop2();
          } else {
            builder.with(element);
          }
        };
    return ClassTransform.transformingMethodBodies(
        method ->
            method.methodName().equalsString("optimize")
                && method
                    .methodType()
                    .stringValue()
                    .startsWith("(Lorg/teavm/ast/RegularMethodNode;"),
        code);
  }
}
