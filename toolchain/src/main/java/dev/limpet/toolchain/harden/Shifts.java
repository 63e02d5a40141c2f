package dev.limpet.toolchain.harden;

import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.NumericOperandType;

/**
 * {@code 1 << 33} is 2 in Java, which takes the distance modulo 32 or 64 (JLS 15.19); in C it is
 * undefined. The distance is masked unless it is a constant in range.
 */
final class Shifts implements ProgramPass {
  private static final int INT_MASK = Integer.SIZE - 1;
  private static final int LONG_MASK = Long.SIZE - 1;

  @Override
  public void apply(MethodHolder method, Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (instruction instanceof BinaryInstruction binary && isShift(binary)) {
          mask(program, binary);
        }
      }
    }
  }

  private static boolean isShift(BinaryInstruction binary) {
    return switch (binary.getOperation()) {
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> true;
      default -> false;
    };
  }

  private static void mask(Program program, BinaryInstruction shift) {
    int mask = shift.getOperandType() == NumericOperandType.LONG ? LONG_MASK : INT_MASK;
    Long distance = Emit.constantValue(shift, shift.getSecondOperand());
    if (distance != null && distance >= 0 && distance <= mask) {
      return;
    }
    Variable masked = program.createVariable();
    var and = new BinaryInstruction(BinaryOperation.AND, NumericOperandType.INT);
    and.setFirstOperand(shift.getSecondOperand());
    and.setSecondOperand(Emit.constant(shift, mask));
    and.setReceiver(masked);
    and.setLocation(shift.getLocation());
    shift.insertPrevious(and);
    shift.setSecondOperand(masked);
  }
}
