package dev.limpet.toolchain.lint;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@code try} within another (which {@code try} with resources and {@code catch} with {@code
 * finally} are too), and a {@code finally} that writes local variables.
 */
final class NestedTry implements Rule {
  /** A protected range, in positions of the element list, with the line it begins at. */
  private record Range(int start, int end, int line) {
    boolean startsIn(Range other) {
      return start >= other.start && start < other.end;
    }

    boolean overlaps(Range other) {
      return start < other.end && other.start < end;
    }
  }

  @Override
  public void check(ClassModel model, Findings findings) {
    for (var method : model.methods()) {
      String name = method.methodName().stringValue();
      method.code().ifPresent(code -> check(name, code, findings));
    }
  }

  private static void check(String method, CodeModel code, Findings findings) {
    List<CodeElement> elements = code.elementList();
    var positions = new HashMap<Label, Integer>();
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof LabelTarget target) {
        positions.put(target.label(), i);
      }
    }
    // Several catches of one try have one range between them.
    Set<Range> ranges = new HashSet<>();
    Set<Range> handlers = new HashSet<>();
    for (ExceptionCatch handler : code.exceptionHandlers()) {
      ranges.add(range(handler, elements, positions));
      handlers.add(handlerRange(handler, elements, positions));
      if (handler.catchType().isEmpty()) {
        finallyBlock(method, elements, position(positions, handler.handler()), findings);
      }
    }
    for (Range range : ranges) {
      boolean inTry =
          ranges.stream().anyMatch(other -> !other.equals(range) && other.overlaps(range));
      if (inTry || handlers.stream().anyMatch(range::startsIn)) {
        findings.add(method, range.line, "nested try: put the inner one into a method of its own");
      }
    }
  }

  /**
   * A catch clause: up to where the try's body jumps to when it is done, or to the first
   * instruction that leaves the clause.
   */
  private static Range handlerRange(
      ExceptionCatch handler, List<CodeElement> elements, Map<Label, Integer> positions) {
    int start = position(positions, handler.handler());
    int join = joinAfter(position(positions, handler.tryEnd()), elements, positions);
    int end = start;
    while (end < elements.size() && end != join && !leaves(elements.get(end))) {
      end++;
    }
    return new Range(start, end, lineAt(elements, start));
  }

  /** The target of the jump that ends a try's body, -1 where it ends otherwise. */
  private static int joinAfter(
      int tryEnd, List<CodeElement> elements, Map<Label, Integer> positions) {
    for (int i = tryEnd; i < elements.size(); i++) {
      if (elements.get(i) instanceof Instruction instruction) {
        return instruction instanceof BranchInstruction branch && leaves(branch)
            ? position(positions, branch.target())
            : -1;
      }
    }
    return -1;
  }

  private static boolean leaves(CodeElement element) {
    return switch (element) {
      case ReturnInstruction _, ThrowInstruction _ -> true;
      case BranchInstruction branch ->
          branch.opcode() == Opcode.GOTO || branch.opcode() == Opcode.GOTO_W;
      default -> false;
    };
  }

  private static Range range(
      ExceptionCatch handler, List<CodeElement> elements, Map<Label, Integer> positions) {
    int start = position(positions, handler.tryStart());
    return new Range(start, position(positions, handler.tryEnd()), lineAt(elements, start));
  }

  private static int position(Map<Label, Integer> positions, Label label) {
    Integer position = positions.get(label);
    if (position == null) {
      throw new IllegalArgumentException("an exception table names a label that is not there");
    }
    return position;
  }

  /** From the handler to the throw that ends it: what is stored besides the exception. */
  private static void finallyBlock(
      String method, List<CodeElement> elements, int handler, Findings findings) {
    var stores = new ArrayList<Integer>();
    for (int i = handler; i < elements.size(); i++) {
      CodeElement element = elements.get(i);
      if (element instanceof StoreInstruction || element instanceof IncrementInstruction) {
        stores.add(i);
      } else if (element instanceof ThrowInstruction) {
        break;
      }
    }
    if (stores.size() > 1) {
      int line = lineAt(elements, stores.get(1));
      findings.add(method, line, "finally writes a local variable: put it into a method");
    }
  }

  private static int lineAt(List<CodeElement> elements, int position) {
    int line = 0;
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof LineNumber number && (i <= position || line == 0)) {
        line = number.line();
      } else if (i > position && line != 0) {
        break;
      }
    }
    return line;
  }
}
