package dev.limpet.toolchain.nativetest;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the classes that call the tests: for each test class an implementation of {@code TestCase}
 * in its package, and a main that runs them all.
 */
final class CaseGenerator {
  static final String MAIN = "dev.limpet.toolchain.nativetest.run.Main";

  private static final String RUN_PACKAGE = "dev.limpet.toolchain.nativetest.run";
  private static final ClassDesc CASE = ClassDesc.of(RUN_PACKAGE, "TestCase");
  private static final ClassDesc RUNNER = ClassDesc.of(RUN_PACKAGE, "TestRunner");
  private static final String INSTANCE = "instance";
  private static final MethodTypeDesc ARGS_TO_VOID =
      MethodTypeDesc.of(CD_void, CD_String.arrayType());

  private CaseGenerator() {}

  /** The generated class files by binary name. */
  static Map<String, byte[]> generate(List<TestClass> tests) {
    var classes = new TreeMap<String, byte[]>();
    var cases = new ArrayList<ClassDesc>();
    for (TestClass test : tests) {
      ClassDesc name = ClassDesc.ofInternalName(test.internalName() + "$Native");
      cases.add(name);
      classes.put(test.internalName().replace('/', '.') + "$Native", testCase(name, test));
    }
    classes.put(MAIN, main(cases));
    return classes;
  }

  private static byte[] main(List<ClassDesc> cases) {
    return ClassFile.of()
        .build(
            ClassDesc.of(MAIN),
            type ->
                type.withMethodBody(
                    "main",
                    ARGS_TO_VOID,
                    ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                    code -> {
                      code.new_(RUNNER).dup().aload(0);
                      code.invokespecial(RUNNER, INIT_NAME, ARGS_TO_VOID).astore(1);
                      for (ClassDesc each : cases) {
                        code.aload(1).new_(each).dup().invokespecial(each, INIT_NAME, MTD_void);
                        code.invokevirtual(RUNNER, "run", MethodTypeDesc.of(CD_void, CASE));
                      }
                      code.aload(1).invokevirtual(RUNNER, "end", MTD_void).return_();
                    }));
  }

  private static byte[] testCase(ClassDesc name, TestClass test) {
    ClassDesc tested = ClassDesc.ofInternalName(test.internalName());
    return ClassFile.of()
        .build(
            name,
            type -> {
              int flags = ClassFile.ACC_PUBLIC;
              type.withInterfaceSymbols(CASE);
              type.withField(INSTANCE, tested, ClassFile.ACC_PRIVATE);
              type.withMethodBody(
                  INIT_NAME,
                  MTD_void,
                  flags,
                  code -> code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
              type.withMethodBody(
                  "className",
                  MethodTypeDesc.of(CD_String),
                  flags,
                  code -> code.loadConstant(test.internalName().replace('/', '.')).areturn());
              type.withMethodBody(
                  "size",
                  MethodTypeDesc.of(CD_int),
                  flags,
                  code -> code.loadConstant(test.tests().size()).ireturn());
              type.withMethodBody(
                  "testName",
                  MethodTypeDesc.of(CD_String, CD_int),
                  flags,
                  code ->
                      choose(
                          code, test.tests(), (body, each) -> body.loadConstant(each).areturn()));
              type.withMethodBody(
                  "run",
                  MethodTypeDesc.of(CD_void, CD_int),
                  flags,
                  code -> run(code, name, tested, test));
              type.withMethodBody(
                  "after", MTD_void, flags, code -> after(code, name, tested, test));
            });
  }

  private static void run(CodeBuilder code, ClassDesc self, ClassDesc tested, TestClass test) {
    // While the constructor runs there is nothing to clean up after.
    code.aload(0).aconst_null().putfield(self, INSTANCE, tested);
    code.new_(tested).dup().invokespecial(tested, INIT_NAME, MTD_void).astore(2);
    code.aload(0).aload(2).putfield(self, INSTANCE, tested);
    for (String before : test.before()) {
      code.aload(2).invokevirtual(tested, before, MTD_void);
    }
    choose(
        code,
        test.tests(),
        (body, each) -> body.aload(2).invokevirtual(tested, each, MTD_void).return_());
  }

  private static void after(CodeBuilder code, ClassDesc self, ClassDesc tested, TestClass test) {
    var nothing = code.newLabel();
    code.aload(0).getfield(self, INSTANCE, tested).ifnull(nothing);
    for (String after : test.after()) {
      code.aload(0).getfield(self, INSTANCE, tested).invokevirtual(tested, after, MTD_void);
    }
    code.labelBinding(nothing).return_();
  }

  private interface Branch {
    void build(CodeBuilder code, String test);
  }

  /** A switch over the argument; the last test stands for any other number too. */
  private static void choose(CodeBuilder code, List<String> tests, Branch branch) {
    var cases = new ArrayList<SwitchCase>();
    for (int i = 0; i < tests.size(); i++) {
      cases.add(SwitchCase.of(i, code.newLabel()));
    }
    code.iload(1).tableswitch(cases.getLast().target(), cases);
    for (int i = 0; i < tests.size(); i++) {
      code.labelBinding(cases.get(i).target());
      branch.build(code, tests.get(i));
    }
  }
}
