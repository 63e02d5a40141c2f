package dev.limpet.toolchain.harden;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.MethodReference;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.LongConstantInstruction;

/** What the passes share: calls of {@code dev.limpet.rt}, and constants. */
final class Emit {
  static final String PACKAGE = "dev.limpet.rt.";

  private Emit() {}

  /** A call of a static runtime method, at the place of {@code origin} but not yet inserted. */
  static InvokeInstruction call(
      Instruction origin,
      String className,
      String method,
      ValueType result,
      ValueType[] types,
      Variable... arguments) {
    ValueType[] signature = Arrays.copyOf(types, types.length + 1);
    signature[types.length] = result;
    var call = new InvokeInstruction();
    call.setType(InvocationType.SPECIAL);
    call.setMethod(new MethodReference(PACKAGE + className, method, signature));
    call.setArguments(arguments);
    call.setLocation(origin.getLocation());
    return call;
  }

  /** A fresh variable that holds {@code value} from just before {@code place} on. */
  static Variable constant(Instruction place, int value) {
    var constant = new IntegerConstantInstruction();
    constant.setConstant(value);
    constant.setReceiver(place.getProgram().createVariable());
    constant.setLocation(place.getLocation());
    place.insertPrevious(constant);
    return constant.getReceiver();
  }

  /**
   * The constant that {@code variable} holds, if it is assigned one in the block of {@code place};
   * null if it is not known. Programs are in SSA form, so the first definition found is the only.
   */
  static @Nullable Long constantValue(Instruction place, Variable variable) {
    BasicBlock block = place.getBasicBlock();
    for (Instruction instruction : block) {
      if (instruction instanceof IntegerConstantInstruction c && c.getReceiver().equals(variable)) {
        return (long) c.getConstant();
      }
      if (instruction instanceof LongConstantInstruction c && c.getReceiver().equals(variable)) {
        return c.getConstant();
      }
    }
    return null;
  }
}
