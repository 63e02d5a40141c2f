package dev.limpet.toolchain.harden;

import java.util.List;
import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;

/**
 * {@code "abc".substring(5, 5)} is the empty text in TeaVM's class library: it looks whether the
 * two are equal before it looks whether they are in range. {@code Text.substring} looks first.
 */
final class Substrings implements ProgramPass {
  private static final ValueType STRING = ValueType.object("java.lang.String");
  private static final MethodReference LENIENT =
      new MethodReference(
          "java.lang.String", "substring", ValueType.INTEGER, ValueType.INTEGER, STRING);
  private static final MethodReference STRICT =
      new MethodReference(
          Emit.PACKAGE + "Text", "substring", STRING, ValueType.INTEGER, ValueType.INTEGER, STRING);

  @Override
  public void apply(MethodHolder method, Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (instruction instanceof InvokeInstruction call && call.getMethod().equals(LENIENT)) {
          List<? extends Variable> range = call.getArguments();
          call.setArguments(call.getInstance(), range.get(0), range.get(1));
          call.setInstance(null);
          call.setType(InvocationType.SPECIAL);
          call.setMethod(STRICT);
        }
      }
    }
  }
}
