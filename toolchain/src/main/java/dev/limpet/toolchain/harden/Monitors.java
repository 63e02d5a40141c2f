package dev.limpet.toolchain.harden;

import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.instructions.MonitorEnterInstruction;
import org.teavm.model.instructions.MonitorExitInstruction;
import org.teavm.model.instructions.NullCheckInstruction;

/**
 * {@code synchronized} crashes once the collector has run: the monitor is kept in the object's
 * header as a heap offset that the collector neither marks nor updates. Native programs have one
 * thread, for which a monitor is a null check.
 */
final class Monitors implements ProgramPass {
  @Override
  public void apply(MethodHolder method, Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (instruction instanceof MonitorEnterInstruction enter) {
          var check = new NullCheckInstruction();
          check.setValue(enter.getObjectRef());
          check.setReceiver(program.createVariable());
          check.setLocation(enter.getLocation());
          enter.replace(check);
        } else if (instruction instanceof MonitorExitInstruction) {
          instruction.delete();
        }
      }
    }
  }
}
