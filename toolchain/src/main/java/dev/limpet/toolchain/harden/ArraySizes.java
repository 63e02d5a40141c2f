package dev.limpet.toolchain.harden;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ConstructArrayInstruction;
import org.teavm.model.instructions.ConstructMultiArrayInstruction;
import org.teavm.model.instructions.InvokeInstruction;

/**
 * {@code new byte[-1]} succeeds, and the byte size of a large array overflows an int, so that the
 * array is longer than its memory. Every size that is not a small constant is checked first.
 */
final class ArraySizes implements ProgramPass {
  private static final int SURELY_SMALL = 1 << 16;
  private static final ValueType[] LENGTH_TYPES = {ValueType.INTEGER, ValueType.INTEGER};
  private static final int REFERENCE_SHIFT = 3;

  @Override
  public void apply(MethodHolder method, Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (instruction instanceof ConstructArrayInstruction array) {
          array.setSize(checked(array, array.getSize(), array.getItemType()));
        } else if (instruction instanceof ConstructMultiArrayInstruction array) {
          // The item type of a multi-array is the type of the whole; no item is wider than this.
          List<Variable> dimensions = array.getDimensions();
          dimensions.replaceAll(dimension -> checked(array, dimension, null));
        }
      }
    }
  }

  private static Variable checked(Instruction array, Variable size, @Nullable ValueType item) {
    Long constant = Emit.constantValue(array, size);
    if (constant != null && constant >= 0 && constant < SURELY_SMALL) {
      return size;
    }
    Variable shift = Emit.constant(array, itemShift(item));
    InvokeInstruction call =
        Emit.call(array, "ArrayGuard", "length", ValueType.INTEGER, LENGTH_TYPES, size, shift);
    call.setReceiver(array.getProgram().createVariable());
    array.insertPrevious(call);
    return call.getReceiver();
  }

  /** Binary logarithm of the size of an item in bytes. */
  private static int itemShift(@Nullable ValueType item) {
    if (!(item instanceof ValueType.Primitive primitive)) {
      return REFERENCE_SHIFT;
    }
    return switch (primitive.getKind()) {
      case BOOLEAN, BYTE -> 0;
      case SHORT, CHARACTER -> 1;
      case INTEGER, FLOAT -> 2;
      case LONG, DOUBLE -> 3;
    };
  }
}
