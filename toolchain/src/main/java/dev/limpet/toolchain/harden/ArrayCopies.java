package dev.limpet.toolchain.harden;

import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.instructions.InvokeInstruction;

/**
 * {@code System.arraycopy} adds position and length without minding overflow, and copies between
 * primitive arrays of different types, so it can write past the target. {@code ArrayGuard.copy}
 * checks first.
 */
final class ArrayCopies implements ProgramPass {
  @Override
  public void apply(MethodHolder method, Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (instruction instanceof InvokeInstruction call
            && call.getMethod().getClassName().equals("java.lang.System")
            && call.getMethod().getName().equals("arraycopy")) {
          call.setMethod(
              new MethodReference(
                  Emit.PACKAGE + "ArrayGuard",
                  "copy",
                  call.getMethod().getDescriptor().getSignature()));
        }
      }
    }
  }
}
