package dev.limpet.toolchain.lint;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Checks the project's classes that a program can reach. */
public final class Lint {
  private static final List<Rule> RULES =
      List.of(new ForbiddenApi(), new SynchronizedCode(), new UnsafeCode());

  private Lint() {}

  /**
   * Checks {@code mainClass} and every class that it names, directly or through others.
   *
   * @param classPath the project's own classes; what is not on it is the class library's and not
   *     checked
   * @param mainClass a binary class name
   */
  public static List<Finding> check(List<Path> classPath, String mainClass) {
    var classFiles = new ClassFiles(classPath);
    var findings = new ArrayList<Finding>();
    var queue = new ArrayDeque<String>();
    var seen = new HashSet<String>();
    queue.add(mainClass.replace('.', '/'));
    while (!queue.isEmpty()) {
      String name = queue.remove();
      if (!seen.add(name)) {
        continue;
      }
      classFiles
          .find(name)
          .ifPresent(
              model -> {
                findings.addAll(check(model));
                queue.addAll(names(model));
              });
    }
    return findings;
  }

  private static List<Finding> check(ClassModel model) {
    var findings = new Findings(model);
    for (Rule rule : RULES) {
      rule.check(model, findings);
    }
    return findings.list();
  }

  /** The classes that a class names in its constant pool. */
  private static List<String> names(ClassModel model) {
    var names = new ArrayList<String>();
    for (var entry : model.constantPool()) {
      if (entry instanceof ClassEntry named) {
        String name = named.asInternalName();
        // An array's: [[La/b/C;
        names.add(
            name.startsWith("[") && name.endsWith(";")
                ? name.substring(name.indexOf('L') + 1, name.length() - 1)
                : name);
      }
    }
    return names;
  }
}
