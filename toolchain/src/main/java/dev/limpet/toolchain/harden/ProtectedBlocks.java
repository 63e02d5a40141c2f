package dev.limpet.toolchain.harden;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.teavm.model.BasicBlock;
import org.teavm.model.Incoming;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Phi;
import org.teavm.model.Program;
import org.teavm.model.TryCatchBlock;
import org.teavm.model.Variable;
import org.teavm.model.instructions.JumpInstruction;
import org.teavm.model.util.DefinitionExtractor;
import org.teavm.model.util.TransitionExtractor;

/**
 * Checks that a handler lacks because the protected block made them, or would have.
 *
 * <p>TeaVM's passes ask whether one block dominates another. A handler with one protected
 * predecessor is dominated by it, and so {@code NullCheckInsertion} takes {@code x} for checked in
 * the handler of {@code try { f(); x.v = 1; }}, though {@code f} may have thrown before the check:
 * the handler then dereferences null. {@code ClassInitElimination} loses an initialization in the
 * same way. This pass puts an empty protected block before each protected block that has
 * instructions. It is a predecessor of the handler too, so no block that can be left in the middle
 * dominates its handler, and every pass that thinks in blocks is right.
 */
final class ProtectedBlocks implements ProgramPass {
  @Override
  public void apply(MethodHolder method, Program program) {
    int count = program.basicBlockCount();
    for (int i = 0; i < count; i++) {
      BasicBlock block = program.basicBlockAt(i);
      if (block != null && !block.getTryCatchBlocks().isEmpty()) {
        split(program, block);
      }
    }
  }

  /** Moves the instructions of {@code lead} to a new block, and leaves a jump to it. */
  private static void split(Program program, BasicBlock lead) {
    BasicBlock body = program.createBasicBlock();
    Set<Variable> defined = definedBy(lead);
    while (lead.getFirstInstruction() != null) {
      Instruction instruction = lead.getFirstInstruction();
      instruction.delete();
      body.add(instruction);
    }
    var jump = new JumpInstruction();
    jump.setTarget(body);
    jump.setLocation(body.getFirstInstruction().getLocation());
    lead.add(jump);

    var handlers = new HashSet<BasicBlock>();
    for (TryCatchBlock tryCatch : lead.getTryCatchBlocks()) {
      var copy = new TryCatchBlock();
      copy.setExceptionType(tryCatch.getExceptionType());
      copy.setHandler(tryCatch.getHandler());
      body.getTryCatchBlocks().add(copy);
      handlers.add(tryCatch.getHandler());
    }
    for (BasicBlock handler : handlers) {
      for (Phi phi : handler.getPhis()) {
        addThrowingSource(phi, lead, body, defined);
      }
    }
    for (BasicBlock successor : successors(body)) {
      for (Phi phi : successor.getPhis()) {
        for (Incoming incoming : phi.getIncomings()) {
          if (incoming.getSource().equals(lead) && !handlers.contains(successor)) {
            incoming.setSource(body);
          }
        }
      }
    }
  }

  /**
   * A value that was there on entry can reach the handler from both halves, one that the
   * instructions define only from the second.
   */
  private static void addThrowingSource(
      Phi phi, BasicBlock lead, BasicBlock body, Set<Variable> defined) {
    List<Incoming> fromLead = new ArrayList<>();
    for (Incoming incoming : phi.getIncomings()) {
      if (incoming.getSource().equals(lead)) {
        fromLead.add(incoming);
      }
    }
    for (Incoming incoming : fromLead) {
      if (defined.contains(incoming.getValue())) {
        incoming.setSource(body);
      } else {
        var again = new Incoming();
        again.setSource(body);
        again.setValue(incoming.getValue());
        phi.getIncomings().add(again);
      }
    }
  }

  private static Set<Variable> definedBy(BasicBlock block) {
    var extractor = new DefinitionExtractor();
    var defined = new HashSet<Variable>();
    for (Instruction instruction : block) {
      instruction.acceptVisitor(extractor);
      defined.addAll(List.of(extractor.getDefinedVariables()));
    }
    return defined;
  }

  private static Set<BasicBlock> successors(BasicBlock block) {
    var extractor = new TransitionExtractor();
    block.getLastInstruction().acceptVisitor(extractor);
    BasicBlock[] targets = extractor.getTargets();
    return targets == null ? Set.of() : new HashSet<>(List.of(targets));
  }
}
