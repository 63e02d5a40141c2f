package dev.limpet.toolchain.harden;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.util.concurrent.atomic.AtomicInteger;
import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BoundCheckInstruction;
import org.teavm.model.instructions.GetElementInstruction;
import org.teavm.model.instructions.PutElementInstruction;

/**
 * Array accesses that lack their bound check.
 *
 * <p>{@code BoundCheckInsertion} proves checks redundant that are needed: a constant index past a
 * constant size, an access after {@code if (i >= a.length) x++;}, an access after a caught
 * out-of-bounds exception. The patch stops it, and this pass checks every access. The C compiler
 * sees the checks as plain comparisons and removes those that really are redundant.
 */
final class ArrayBounds implements ProgramPass {
  static final ClassPatch PATCH =
      new ClassPatch(
          "org.teavm.model.transformation.BoundCheckInsertion", 1, ArrayBounds::returnAtOnce);

  @Override
  public void apply(MethodHolder method, Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (instruction instanceof GetElementInstruction get) {
          get.setIndex(checked(get, get.getArray(), get.getIndex()));
        } else if (instruction instanceof PutElementInstruction put) {
          put.setIndex(checked(put, put.getArray(), put.getIndex()));
        }
      }
    }
  }

  private static Variable checked(Instruction access, Variable array, Variable index) {
    var check = new BoundCheckInstruction();
    check.setLower(true);
    check.setArray(array);
    check.setIndex(index);
    check.setReceiver(access.getProgram().createVariable());
    check.setLocation(access.getLocation());
    access.insertPrevious(check);
    return check.getReceiver();
  }

  private static ClassTransform returnAtOnce(AtomicInteger edits) {
    CodeTransform code =
        new CodeTransform() {
          @Override
          public void atStart(CodeBuilder builder) {
            edits.incrementAndGet();
            builder.return_();
          }

          @Override
          public void accept(CodeBuilder builder, CodeElement element) {
            // The old body is left out.
          }
        };
    return ClassTransform.transformingMethodBodies(
        method -> method.methodName().equalsString("transformProgram"), code);
  }
}
