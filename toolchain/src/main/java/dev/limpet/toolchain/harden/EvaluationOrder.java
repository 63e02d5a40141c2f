package dev.limpet.toolchain.harden;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ConstantInstruction;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Operands evaluated in the C compiler's order instead of Java's, and objects that only a C
 * temporary holds while the collector runs.
 *
 * <p>{@code OptimizingVisitor} folds {@code x = g(); y = h(); f(x, y)} into {@code f(g(), h())}.
 * That is right for JavaScript, whose operands are evaluated from left to right; in C the order is
 * unspecified, and gcc goes from right to left through arguments on x86. A fold also moves a call
 * site's number away from its call, so that an outer call runs under the number of an inner one.
 * The visitor folds up to a depth; the patch sets that depth below zero. Every instruction then
 * becomes one statement, in order, and the C compiler optimizes them as well as before. Constants
 * are still put in place, which some intrinsics need.
 */
final class EvaluationOrder {
  private static final int MAX_DEPTH = 20;

  static final ClassPatch PATCH =
      new ClassPatch("org.teavm.ast.optimization.OptimizingVisitor", 1, EvaluationOrder::neverFold);

  private EvaluationOrder() {}

  private static ClassTransform neverFold(AtomicInteger edits) {
    CodeTransform code =
        (CodeBuilder builder, CodeElement element) -> {
          if (element instanceof ConstantInstruction constant
              && constant.constantValue().equals(MAX_DEPTH)) {
            edits.incrementAndGet();
            builder.iconst_m1();
          } else {
            builder.with(element);
          }
        };
    return ClassTransform.transformingMethodBodies(
        method ->
            method.methodName().equalsString("visit")
                && method.methodType().equalsString("(Lorg/teavm/ast/VariableExpr;)V"),
        code);
  }
}
