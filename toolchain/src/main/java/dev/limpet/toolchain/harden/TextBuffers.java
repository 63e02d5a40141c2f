package dev.limpet.toolchain.harden;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * {@code StringBuilder.setCharAt} writes behind the text, into what a later append or {@code
 * setLength} brings back; {@code setLength} takes any number, and what it adds is not NUL
 * characters but whatever the buffer holds, or nothing at all. Both look first.
 */
final class TextBuffers {
  private static final String BUFFER = "org.teavm.classlib.java.lang.TAbstractStringBuilder";
  private static final ClassDesc CLASS = ClassDesc.of(BUFFER);
  private static final ClassDesc TEXT = ClassDesc.of(Emit.PACKAGE + "Text");
  private static final ClassDesc CHARS = ConstantDescs.CD_char.arrayType();
  private static final ClassDesc INT = ConstantDescs.CD_int;

  static final ClassPatch PATCH = new ClassPatch(BUFFER, 2, TextBuffers::look);

  private TextBuffers() {}

  private static ClassTransform look(AtomicInteger edits) {
    return (builder, element) -> {
      if (!(element instanceof MethodModel method)) {
        builder.with(element);
      } else if (method.methodName().equalsString("setCharAt")) {
        builder.transformMethod(method, atStart(TextBuffers::checkIndex, edits));
      } else if (method.methodName().equalsString("setLength")) {
        builder.transformMethod(method, atStart(TextBuffers::makeRoom, edits));
      } else {
        builder.with(method);
      }
    };
  }

  private static MethodTransform atStart(Consumer<CodeBuilder> code, AtomicInteger edits) {
    CodeTransform atStart =
        new CodeTransform() {
          @Override
          public void atStart(CodeBuilder builder) {
            edits.incrementAndGet();
            code.accept(builder);
          }

          @Override
          public void accept(CodeBuilder builder, CodeElement element) {
            builder.with(element);
          }
        };
    return MethodTransform.transformingCode(atStart);
  }

  /** {@code Text.checkIndex(index, length)}. */
  private static void checkIndex(CodeBuilder code) {
    code.iload(1)
        .aload(0)
        .getfield(CLASS, "length", INT)
        .invokestatic(TEXT, "checkIndex", MethodTypeDesc.of(ConstantDescs.CD_void, INT, INT));
  }

  /** {@code Text.checkLength(n); ensureCapacity(n); Text.clear(buffer, length, n)}. */
  private static void makeRoom(CodeBuilder code) {
    code.iload(1)
        .invokestatic(TEXT, "checkLength", MethodTypeDesc.of(ConstantDescs.CD_void, INT))
        .aload(0)
        .iload(1)
        .invokevirtual(CLASS, "ensureCapacity", MethodTypeDesc.of(ConstantDescs.CD_void, INT))
        .aload(0)
        .getfield(CLASS, "buffer", CHARS)
        .aload(0)
        .getfield(CLASS, "length", INT)
        .iload(1)
        .invokestatic(TEXT, "clear", MethodTypeDesc.of(ConstantDescs.CD_void, CHARS, INT, INT));
  }
}
