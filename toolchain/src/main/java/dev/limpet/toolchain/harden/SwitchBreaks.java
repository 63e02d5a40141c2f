package dev.limpet.toolchain.harden;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Values that are lost when an exception is thrown, because nobody saw that a handler needs them.
 *
 * <p>What a handler, or the code behind it, reads of a protected block has to survive {@code
 * longjmp}: it is copied to a volatile variable. {@code AstDefinitionUsageAnalysis} finds out what
 * that is, along the control flow; but a {@code break} out of a {@code switch} leads nowhere there,
 * since the switch is not entered among the targets of breaks. So whatever is read behind a switch
 * in a handler did not count. The patch enters it.
 */
final class SwitchBreaks {
  private static final String ANALYSIS = "org.teavm.backend.c.analyze.AstDefinitionUsageAnalysis";
  private static final ClassDesc OUTER = ClassDesc.of(ANALYSIS);
  private static final ClassDesc VISITOR = ClassDesc.of(ANALYSIS + "$1");
  private static final ClassDesc TARGETS = ClassDesc.of("org.teavm.hppc.ObjectIntMap");

  /** The local variable in which {@code visit} keeps the node behind the switch. */
  private static final int JOIN_NODE = 4;

  static final ClassPatch PATCH = new ClassPatch(ANALYSIS + "$1", 1, SwitchBreaks::enterTarget);

  private SwitchBreaks() {}

  private static ClassTransform enterTarget(AtomicInteger edits) {
    CodeTransform code =
        (CodeBuilder builder, CodeElement element) -> {
          builder.with(element);
          if (element instanceof StoreInstruction store && isJoinNode(store)) {
            edits.incrementAndGet();
            enter(builder);
          }
        };
    return ClassTransform.transformingMethodBodies(
        method ->
            method.methodName().equalsString("visit")
                && method.methodType().equalsString("(Lorg/teavm/ast/SwitchStatement;)V"),
        code);
  }

  private static boolean isJoinNode(StoreInstruction store) {
    return store.slot() == JOIN_NODE && store.typeKind() == TypeKind.INT;
  }

  /** {@code breakTargets.put(statement, joinNode)}. */
  private static void enter(CodeBuilder builder) {
    builder
        .aload(0)
        .getfield(VISITOR, "this$0", OUTER)
        .getfield(OUTER, "breakTargets", TARGETS)
        .aload(1)
        .iload(JOIN_NODE)
        .invokeinterface(
            TARGETS,
            "put",
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object, ConstantDescs.CD_int))
        .pop();
  }
}
