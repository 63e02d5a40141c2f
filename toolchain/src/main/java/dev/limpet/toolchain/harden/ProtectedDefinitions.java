package dev.limpet.toolchain.harden;

import static java.lang.constant.ConstantDescs.CD_List;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Handlers that see an old value because the assignment in the protected block was optimized away.
 *
 * <p>A handler's phi lists every version of a variable that a protected block can leave with, and
 * the register allocator copies each version into the phi right after the instruction that defines
 * it. {@code GlobalValueNumbering} replaces a copy, or a computation done before, by the variable
 * that already holds the value, which is defined in some other block: for {@code saved = e} or
 * {@code x = a + b} after {@code t = a + b} the place of the assignment is lost. The allocator then
 * copies the old and the new version at the start of the block, in no particular order, and the
 * last one wins for the whole block. The patches keep value numbering from removing an instruction
 * of a protected block.
 */
final class ProtectedDefinitions {
  private static final String GVN = "org.teavm.model.optimization.GlobalValueNumbering";
  private static final ClassDesc GVN_CLASS = ClassDesc.of(GVN);
  private static final ClassDesc VISITOR = ClassDesc.of(GVN + "$2");
  private static final ClassDesc PROGRAM = ClassDesc.of("org.teavm.model.Program");
  private static final ClassDesc BLOCK = ClassDesc.of("org.teavm.model.BasicBlock");
  private static final ClassDesc VARIABLE = ClassDesc.of("org.teavm.model.Variable");
  private static final ClassDesc ASSIGN =
      ClassDesc.of("org.teavm.model.instructions.AssignInstruction");

  /** No known value dominates a place in a protected block. */
  static final ClassPatch EXPRESSIONS =
      new ClassPatch(
          GVN,
          1,
          edits -> prefixing("dominates", "(II)Z", edits, ProtectedDefinitions::falseIfProtected));

  /** A copy in a protected block only has its source replaced. */
  static final ClassPatch COPIES =
      new ClassPatch(
          GVN + "$2",
          1,
          edits ->
              prefixing(
                  "visit",
                  MethodTypeDesc.of(CD_void, ASSIGN).descriptorString(),
                  edits,
                  ProtectedDefinitions::keepIfProtected));

  private ProtectedDefinitions() {}

  private static ClassTransform prefixing(
      String name, String type, AtomicInteger edits, Consumer<CodeBuilder> prefix) {
    CodeTransform code =
        new CodeTransform() {
          @Override
          public void atStart(CodeBuilder builder) {
            edits.incrementAndGet();
            prefix.accept(builder);
          }

          @Override
          public void accept(CodeBuilder builder, CodeElement element) {
            builder.with(element);
          }
        };
    return ClassTransform.transformingMethodBodies(
        method -> method.methodName().equalsString(name) && method.methodType().equalsString(type),
        code);
  }

  /** {@code if (!program.basicBlockAt(b).getTryCatchBlocks().isEmpty()) return false;}. */
  private static void falseIfProtected(CodeBuilder builder) {
    builder
        .aload(0)
        .getfield(GVN_CLASS, "program", PROGRAM)
        .iload(2)
        .invokevirtual(PROGRAM, "basicBlockAt", MethodTypeDesc.of(BLOCK, CD_int));
    ifProtected(builder, then -> then.iconst_0().ireturn());
  }

  /**
   * {@code if (protected) { insn.setAssignee(program.variableAt(replaceMap[assignee])); return; }}.
   */
  private static void keepIfProtected(CodeBuilder builder) {
    builder.aload(1).invokevirtual(ASSIGN, "getBasicBlock", MethodTypeDesc.of(BLOCK));
    ifProtected(
        builder,
        then ->
            then.aload(1)
                .aload(0)
                .getfield(VISITOR, "this$0", GVN_CLASS)
                .getfield(GVN_CLASS, "program", PROGRAM)
                .aload(0)
                .getfield(VISITOR, "this$0", GVN_CLASS)
                .getfield(GVN_CLASS, "replaceMap", ClassDesc.ofDescriptor("[I"))
                .aload(1)
                .invokevirtual(ASSIGN, "getAssignee", MethodTypeDesc.of(VARIABLE))
                .invokevirtual(VARIABLE, "getIndex", MethodTypeDesc.of(CD_int))
                .iaload()
                .invokevirtual(PROGRAM, "variableAt", MethodTypeDesc.of(VARIABLE, CD_int))
                .invokevirtual(ASSIGN, "setAssignee", MethodTypeDesc.of(CD_void, VARIABLE))
                .return_());
  }

  /** Expects the block on the stack. */
  private static void ifProtected(CodeBuilder builder, Consumer<CodeBuilder> then) {
    builder
        .invokevirtual(BLOCK, "getTryCatchBlocks", MethodTypeDesc.of(CD_List))
        .invokeinterface(CD_List, "isEmpty", MethodTypeDesc.of(CD_boolean))
        .ifThen(Opcode.IFEQ, then::accept);
  }
}
