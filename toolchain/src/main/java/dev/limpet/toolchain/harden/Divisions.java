package dev.limpet.toolchain.harden;

import java.util.Set;
import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NumericOperandType;

/**
 * {@code 1 / 0} is 0 or a trap instead of an {@link ArithmeticException}, and {@code MIN_VALUE /
 * -1} traps instead of being {@code MIN_VALUE} (JLS 15.17). Divisions whose divisor is not a
 * harmless constant go through {@code Arithmetic}. So do the unsigned ones of {@link Integer} and
 * {@link Long}, which are a bare division in C.
 */
final class Divisions implements ProgramPass {
  private static final Set<String> UNSIGNED = Set.of("divideUnsigned", "remainderUnsigned");
  private static final Set<String> BOXES = Set.of("java.lang.Integer", "java.lang.Long");

  @Override
  public void apply(MethodHolder method, Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (instruction instanceof BinaryInstruction binary && needsCheck(binary)) {
          check(binary);
        } else if (instruction instanceof InvokeInstruction call && isUnsigned(call.getMethod())) {
          call.setMethod(
              new MethodReference(Emit.PACKAGE + "Arithmetic", call.getMethod().getDescriptor()));
        }
      }
    }
  }

  private static boolean isUnsigned(MethodReference method) {
    return UNSIGNED.contains(method.getName()) && BOXES.contains(method.getClassName());
  }

  private static boolean needsCheck(BinaryInstruction binary) {
    boolean divides =
        binary.getOperation() == BinaryOperation.DIVIDE
            || binary.getOperation() == BinaryOperation.MODULO;
    boolean integral =
        binary.getOperandType() == NumericOperandType.INT
            || binary.getOperandType() == NumericOperandType.LONG;
    if (!divides || !integral) {
      return false;
    }
    Long divisor = Emit.constantValue(binary, binary.getSecondOperand());
    return divisor == null || divisor == 0 || divisor == -1;
  }

  private static void check(BinaryInstruction binary) {
    ValueType type =
        binary.getOperandType() == NumericOperandType.LONG ? ValueType.LONG : ValueType.INTEGER;
    String name = binary.getOperation() == BinaryOperation.DIVIDE ? "divide" : "remainder";
    InvokeInstruction call =
        Emit.call(
            binary,
            "Arithmetic",
            name,
            type,
            new ValueType[] {type, type},
            binary.getFirstOperand(),
            binary.getSecondOperand());
    call.setReceiver(binary.getReceiver());
    binary.replace(call);
  }
}
