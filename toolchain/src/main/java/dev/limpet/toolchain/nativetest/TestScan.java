package dev.limpet.toolchain.nativetest;

import dev.limpet.toolchain.build.BuildException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds JUnit tests in class files, as far as they can run natively. */
final class TestScan {
  private static final String JUNIT = "Lorg/junit/";
  private static final String API = "Lorg/junit/jupiter/api/";
  private static final Set<String> KNOWN =
      Set.of(API + "Test;", API + "BeforeEach;", API + "AfterEach;", API + "DisplayName;");

  /** Endings of the classes whose tests need the JVM. */
  private static final List<String> JVM_ONLY = List.of("JvmTest", "FuzzTest", "IT", "ArchTest");

  private static final MethodTypeDesc NO_ARGUMENTS = MethodTypeDesc.of(ConstantDescs.CD_void);

  private final List<Path> classPath;

  /**
   * @param classPath where superclasses of test classes are looked for
   */
  TestScan(List<Path> classPath) {
    this.classPath = List.copyOf(classPath);
  }

  /**
   * The test classes below {@code folder}, sorted by name.
   *
   * @throws BuildException for a test that uses what cannot run natively
   */
  List<TestClass> scan(Path folder) {
    List<Path> files;
    try (var walk = Files.walk(folder)) {
      files = walk.filter(file -> isCandidate(folder, file)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var found = new ArrayList<TestClass>();
    for (Path file : files) {
      ClassModel model = parse(file);
      if (!model.flags().has(AccessFlag.ABSTRACT)) {
        TestClass test = testClass(model);
        if (!test.tests().isEmpty()) {
          found.add(test);
        }
      }
    }
    return found;
  }

  private static boolean isCandidate(Path folder, Path file) {
    String name = folder.relativize(file).toString();
    if (!name.endsWith(".class")) {
      return false;
    }
    String outermost =
        name.substring(0, name.length() - ".class".length()).replaceFirst("\\$.*", "");
    return outermost.endsWith("Test") && JVM_ONLY.stream().noneMatch(outermost::endsWith);
  }

  private TestClass testClass(ClassModel model) {
    var before = new ArrayList<String>();
    var after = new ArrayDeque<String>();
    // The method that is called for a name is the most derived one.
    Map<String, Boolean> tests = new LinkedHashMap<>();
    for (ClassModel each : fromTheRoot(model)) {
      refuseUnknown(model, each);
      for (MethodModel method : each.methods()) {
        String name = method.methodName().stringValue();
        refuseUnknown(model, method);
        boolean isTest = has(method, "Test;");
        if (isTest || tests.containsKey(name)) {
          tests.put(name, isTest);
        }
        if (has(method, "BeforeEach;")) {
          before.remove(name);
          before.add(name);
        }
        if (has(method, "AfterEach;")) {
          after.remove(name);
          after.addFirst(name);
        }
        if (isTest && !method.methodTypeSymbol().equals(NO_ARGUMENTS)) {
          throw cannotRun(model, name + " has parameters or a result");
        }
      }
    }
    List<String> names =
        tests.entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    String name = model.thisClass().asInternalName();
    if (name.contains("$") && !names.isEmpty()) {
      throw cannotRun(model, "it is a nested class");
    }
    return new TestClass(name, before, names, List.copyOf(after));
  }

  /** The class with its superclasses, as far as they are the project's, the uppermost first. */
  private Deque<ClassModel> fromTheRoot(ClassModel model) {
    var hierarchy = new ArrayDeque<ClassModel>();
    Optional<ClassModel> next = Optional.of(model);
    while (next.isPresent()) {
      hierarchy.addFirst(next.get());
      next = next.get().superclass().flatMap(parent -> find(parent.asInternalName()));
    }
    return hierarchy;
  }

  private Optional<ClassModel> find(String internalName) {
    return classPath.stream()
        .map(entry -> entry.resolve(internalName + ".class"))
        .filter(Files::exists)
        .findFirst()
        .map(TestScan::parse);
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuseUnknown(ClassModel test, AttributedElement element) {
    for (String annotation : annotations(element)) {
      if (annotation.startsWith(JUNIT) && !KNOWN.contains(annotation)) {
        String simple =
            annotation.substring(annotation.lastIndexOf('/') + 1, annotation.length() - 1);
        throw cannotRun(test, "it uses @" + simple);
      }
    }
  }

  private static BuildException cannotRun(ClassModel test, String why) {
    String name = test.thisClass().asInternalName().replace('/', '.');
    return new BuildException(
        name + " cannot run natively, " + why + ": change it, or name it …JvmTest");
  }

  private static boolean has(AttributedElement element, String annotation) {
    return annotations(element).contains(API + annotation);
  }

  private static List<String> annotations(AttributedElement element) {
    return element
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(
            found ->
                found.annotations().stream().map(each -> each.className().stringValue()).toList())
        .orElse(List.of());
  }
}
