package dev.limpet.toolchain.lint;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what the rules find in one class; each place and reason once. */
final class Findings {
  private final String className;
  private final String file;
  private final Set<Finding> found = new LinkedHashSet<>();

  Findings(ClassModel model) {
    className = model.thisClass().asInternalName().replace('/', '.');
    file =
        model
            .findAttribute(Attributes.sourceFile())
            .map(source -> source.sourceFile().stringValue())
            .orElse(className.substring(className.lastIndexOf('.') + 1));
  }

  void add(String member, int line, String reason) {
    found.add(new Finding(className, member, file, line, reason));
  }

  List<Finding> list() {
    return List.copyOf(found);
  }
}
