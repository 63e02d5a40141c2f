package dev.limpet.toolchain.lint;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;

/** {@code synchronized} methods and blocks: with one thread they do nothing, at a price. */
final class SynchronizedCode implements Rule {
  private static final String REASON = "synchronized: a native program has one thread";

  @Override
  public void check(ClassModel model, Findings findings) {
    for (var method : model.methods()) {
      String name = method.methodName().stringValue();
      if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
        findings.add(name, 0, REASON);
      }
      method.code().ifPresent(code -> blocks(name, code, findings));
    }
  }

  private static void blocks(String method, CodeModel code, Findings findings) {
    int line = 0;
    for (CodeElement element : code) {
      if (element instanceof LineNumber number) {
        line = number.line();
      } else if (element instanceof MonitorInstruction monitor
          && monitor.opcode() == Opcode.MONITORENTER) {
        findings.add(method, line, REASON);
      }
    }
  }
}
