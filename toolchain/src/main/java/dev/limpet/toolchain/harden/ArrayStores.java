package dev.limpet.toolchain.harden;

import java.util.HashMap;
import java.util.Map;
import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ArrayElementType;
import org.teavm.model.instructions.ConstructArrayInstruction;
import org.teavm.model.instructions.ConstructInstruction;
import org.teavm.model.instructions.NullConstantInstruction;
import org.teavm.model.instructions.PutElementInstruction;
import org.teavm.model.instructions.StringConstantInstruction;
import org.teavm.model.instructions.UnwrapArrayInstruction;

/**
 * The array store check (JLS 15.26.1) does not exist in the C backend: an {@code Integer} stored
 * into a {@code String[]} seen as {@code Object[]} is later used as a string. Stores are checked
 * unless the types on both sides are plain from where the values are made.
 */
final class ArrayStores implements ProgramPass {
  private static final ValueType OBJECT = ValueType.object("java.lang.Object");
  private static final ValueType STRING = ValueType.object("java.lang.String");

  @Override
  public void apply(MethodHolder method, Program program) {
    var origins = new Origins(program);
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (instruction instanceof PutElementInstruction put
            && put.getType() == ArrayElementType.OBJECT
            && !origins.agree(put)) {
          Variable array = origins.array(put.getArray());
          put.insertPrevious(
              Emit.call(
                  put,
                  "ArrayGuard",
                  "checkStore",
                  ValueType.VOID,
                  new ValueType[] {OBJECT, OBJECT},
                  array,
                  put.getValue()));
        }
      }
    }
  }

  /** What is known of variables from the instruction that defines them. */
  private static final class Origins {
    private final Map<Variable, Variable> arrays = new HashMap<>();
    private final Map<Variable, ValueType> itemTypes = new HashMap<>();
    private final Map<Variable, ValueType> exactTypes = new HashMap<>();
    private final Map<Variable, Boolean> nulls = new HashMap<>();

    Origins(Program program) {
      for (BasicBlock block : program.getBasicBlocks()) {
        for (Instruction instruction : block) {
          switch (instruction) {
            case UnwrapArrayInstruction i -> arrays.put(i.getReceiver(), i.getArray());
            case ConstructArrayInstruction i -> itemTypes.put(i.getReceiver(), i.getItemType());
            case ConstructInstruction i ->
                exactTypes.put(i.getReceiver(), ValueType.object(i.getType()));
            case StringConstantInstruction i -> exactTypes.put(i.getReceiver(), STRING);
            case NullConstantInstruction i -> nulls.put(i.getReceiver(), true);
            default -> {}
          }
        }
      }
    }

    Variable array(Variable data) {
      return arrays.getOrDefault(data, data);
    }

    boolean agree(PutElementInstruction put) {
      if (nulls.containsKey(put.getValue())) {
        return true;
      }
      ValueType item = itemTypes.get(array(put.getArray()));
      return item != null && (item.equals(OBJECT) || item.equals(exactTypes.get(put.getValue())));
    }
  }
}
