package dev.limpet.toolchain.harden;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * Methods of TeaVM's class library that do not what they are specified to do, or are slow, and
 * those of {@code dev.limpet.rt} that are called in their place. An instance method becomes a
 * static one, with the instance as its first argument.
 *
 * <ul>
 *   <li>{@code "abc".substring(5, 5)} is the empty text: it is looked whether the two are equal
 *       before it is looked whether they are in range.
 *   <li>{@code "".indexOf("", 7)} is -1, not 0; {@code StringBuilder.indexOf} looks for a negative
 *       index, too.
 *   <li>{@code Arrays.copyOf} copies item by item, each with its checks.
 *   <li>{@code Math.rint(2.5)} is 3, not 2; {@code Math.round(-0.5)} is -1, not 0.
 * </ul>
 */
final class Replacements implements ProgramPass {
  private static final ValueType STRING = ValueType.object("java.lang.String");
  private static final ValueType INT = ValueType.INTEGER;

  private static final Map<MethodReference, String> SPECIFIED =
      Map.of(
          new MethodReference("java.lang.String", "substring", INT, INT, STRING), "Text",
          new MethodReference("java.lang.String", "indexOf", STRING, INT, INT), "Text",
          new MethodReference("java.lang.StringBuilder", "indexOf", STRING, INT, INT), "Text",
          new MethodReference("java.lang.Math", "rint", ValueType.DOUBLE, ValueType.DOUBLE),
              "Arithmetic",
          new MethodReference("java.lang.Math", "round", ValueType.DOUBLE, ValueType.LONG),
              "Arithmetic",
          new MethodReference("java.lang.Math", "round", ValueType.FLOAT, INT), "Arithmetic",
          new MethodReference("java.lang.StrictMath", "rint", ValueType.DOUBLE, ValueType.DOUBLE),
              "Arithmetic",
          new MethodReference("java.lang.StrictMath", "round", ValueType.DOUBLE, ValueType.LONG),
              "Arithmetic",
          new MethodReference("java.lang.StrictMath", "round", ValueType.FLOAT, INT), "Arithmetic");

  private static final Map<MethodReference, String> REPLACED = replaced();

  private static Map<MethodReference, String> replaced() {
    Map<MethodReference, String> replaced = new HashMap<>(SPECIFIED);
    for (ValueType item :
        List.of(ValueType.BYTE, ValueType.CHARACTER, ValueType.INTEGER, ValueType.LONG)) {
      ValueType array = ValueType.arrayOf(item);
      replaced.put(new MethodReference("java.util.Arrays", "copyOf", array, INT, array), "Copies");
    }
    return Map.copyOf(replaced);
  }

  @Override
  public void apply(MethodHolder method, Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (instruction instanceof InvokeInstruction call) {
          String owner = REPLACED.get(call.getMethod());
          if (owner != null) {
            replace(call, Emit.PACKAGE + owner);
          }
        }
      }
    }
  }

  private static void replace(InvokeInstruction call, String owner) {
    MethodReference before = call.getMethod();
    List<ValueType> signature = new ArrayList<>();
    Variable instance = call.getInstance();
    if (instance != null) {
      signature.add(ValueType.object(before.getClassName()));
      List<Variable> arguments = new ArrayList<>(call.getArguments());
      arguments.add(0, instance);
      call.setInstance(null);
      call.setArguments(arguments.toArray(new Variable[0]));
    }
    signature.addAll(List.of(before.getDescriptor().getSignature()));
    call.setType(InvocationType.SPECIAL);
    call.setMethod(
        new MethodReference(owner, before.getName(), signature.toArray(new ValueType[0])));
  }
}
