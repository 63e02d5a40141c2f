package dev.limpet.toolchain.harden;

import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.instructions.CastNumberInstruction;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NumericOperandType;

/**
 * Casting NaN or a value out of range from floating point to an integer is undefined in C; Java
 * gives 0 or the nearest end of the range (JLS 5.1.3).
 */
final class FloatNarrowing implements ProgramPass {
  @Override
  public void apply(MethodHolder method, Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (instruction instanceof CastNumberInstruction cast
            && isFloating(cast.getSourceType())
            && !isFloating(cast.getTargetType())) {
          saturate(cast);
        }
      }
    }
  }

  private static boolean isFloating(NumericOperandType type) {
    return type == NumericOperandType.FLOAT || type == NumericOperandType.DOUBLE;
  }

  private static void saturate(CastNumberInstruction cast) {
    boolean toLong = cast.getTargetType() == NumericOperandType.LONG;
    ValueType source =
        cast.getSourceType() == NumericOperandType.FLOAT ? ValueType.FLOAT : ValueType.DOUBLE;
    InvokeInstruction call =
        Emit.call(
            cast,
            "Arithmetic",
            toLong ? "toLong" : "toInt",
            toLong ? ValueType.LONG : ValueType.INTEGER,
            new ValueType[] {source},
            cast.getValue());
    call.setReceiver(cast.getReceiver());
    cast.replace(call);
  }
}
