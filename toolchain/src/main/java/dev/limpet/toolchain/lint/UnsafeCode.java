package dev.limpet.toolchain.lint;

import java.lang.classfile.Annotation;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory and functions that Java does not guard. {@code @Import} and {@code native} stand in one
 * package only; and an {@code Address} is used where it is made and never kept, because what it
 * points at moves with the next collection.
 */
final class UnsafeCode implements Rule {
  /** The package behind the door to the kernel. */
  private static final String DOOR = "dev/limpet/linux/raw/";

  private static final String IMPORT = "Lorg/teavm/interop/Import;";
  private static final String ADDRESS = "Lorg/teavm/interop/Address;";

  @Override
  public void check(ClassModel model, Findings findings) {
    boolean door = model.thisClass().asInternalName().startsWith(DOOR);
    for (var field : model.fields()) {
      if (field.fieldType().stringValue().endsWith(ADDRESS)) {
        findings.add(
            field.fieldName().stringValue(), 0, "a stored Address is stale after a collection");
      }
    }
    for (var method : model.methods()) {
      String name = method.methodName().stringValue();
      if (!door && (method.flags().has(AccessFlag.NATIVE) || isImport(method))) {
        findings.add(name, 0, "@Import and native methods belong into dev.limpet.linux.raw");
      }
      method.code().ifPresent(code -> captures(name, code, findings));
    }
  }

  private static boolean isImport(AttributedElement method) {
    var annotations = new ArrayList<Annotation>();
    method
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .ifPresent(attribute -> annotations.addAll(attribute.annotations()));
    method
        .findAttribute(Attributes.runtimeInvisibleAnnotations())
        .ifPresent(attribute -> annotations.addAll(attribute.annotations()));
    return annotations.stream()
        .anyMatch(annotation -> annotation.className().stringValue().equals(IMPORT));
  }

  /** A lambda's captured variables are fields of an object. */
  private static void captures(String method, CodeModel code, Findings findings) {
    int line = 0;
    for (var element : code) {
      if (element instanceof LineNumber number) {
        line = number.line();
      } else if (element instanceof InvokeDynamicInstruction dynamic) {
        List<String> captured =
            dynamic.typeSymbol().parameterList().stream()
                .map(type -> type.descriptorString())
                .toList();
        if (captured.contains(ADDRESS)) {
          findings.add(method, line, "an Address captured by a lambda is stale after a collection");
        }
      }
    }
  }
}
