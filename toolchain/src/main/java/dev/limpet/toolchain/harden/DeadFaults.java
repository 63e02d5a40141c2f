package dev.limpet.toolchain.harden;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Casts and array creations whose result is unused never throw.
 *
 * <p>{@code UnusedVariableElimination} removes an instruction when its receiver is unused and
 * {@code VariableEscapeAnalyzer} does not call it escaping. Null checks and bound checks are known
 * to escape, but {@code CastInstruction} ({@link ClassCastException}), {@code
 * ConstructArrayInstruction} and {@code ConstructMultiArrayInstruction} are not. The patch adds the
 * three missing visit methods, so that the receiver, and through it the operands, count as used.
 */
final class DeadFaults {
  private static final String INSTRUCTIONS = "org.teavm.model.instructions";
  private static final ClassDesc VARIABLE = ClassDesc.of("org.teavm.model", "Variable");
  private static final ClassDesc ANALYZER =
      ClassDesc.of("org.teavm.model.optimization", "VariableEscapeAnalyzer$InstructionAnalyzer");
  private static final List<ClassDesc> FAULTING =
      List.of(
          ClassDesc.of(INSTRUCTIONS, "CastInstruction"),
          ClassDesc.of(INSTRUCTIONS, "ConstructArrayInstruction"),
          ClassDesc.of(INSTRUCTIONS, "ConstructMultiArrayInstruction"));

  static final ClassPatch PATCH =
      new ClassPatch(
          "org.teavm.model.optimization.VariableEscapeAnalyzer$InstructionAnalyzer",
          FAULTING.size(),
          DeadFaults::addVisits);

  private DeadFaults() {}

  private static ClassTransform addVisits(AtomicInteger edits) {
    return ClassTransform.endHandler(
        builder -> {
          for (ClassDesc instruction : FAULTING) {
            addVisit(builder, instruction);
            edits.incrementAndGet();
          }
        });
  }

  /** {@code public void visit(X insn) { escaping[insn.getReceiver().getIndex()] = true; }}. */
  private static void addVisit(ClassBuilder builder, ClassDesc instruction) {
    builder.withMethodBody(
        "visit",
        MethodTypeDesc.of(CD_void, instruction),
        ClassFile.ACC_PUBLIC,
        code ->
            code.aload(0)
                .getfield(ANALYZER, "escaping", ClassDesc.ofDescriptor("[Z"))
                .aload(1)
                .invokevirtual(instruction, "getReceiver", MethodTypeDesc.of(VARIABLE))
                .invokevirtual(VARIABLE, "getIndex", MethodTypeDesc.of(CD_int))
                .iconst_1()
                .bastore()
                .return_());
  }
}
