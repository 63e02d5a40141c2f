package dev.limpet.toolchain.lint;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Uses of the class library that {@link Bans} lists: calls, fields, types and method references.
 */
final class ForbiddenApi implements Rule {
  @Override
  public void check(ClassModel model, Findings findings) {
    model.superclass().ifPresent(type -> type("", 0, type.asInternalName(), findings));
    model.interfaces().forEach(type -> type("", 0, type.asInternalName(), findings));
    for (var field : model.fields()) {
      descriptor(field.fieldName().stringValue(), 0, field.fieldTypeSymbol(), findings);
    }
    for (var method : model.methods()) {
      String name = method.methodName().stringValue();
      descriptor(name, 0, method.methodTypeSymbol(), findings);
      method.code().ifPresent(code -> code(name, code, findings));
    }
  }

  private static void code(String method, CodeModel code, Findings findings) {
    int line = 0;
    for (CodeElement element : code) {
      if (element instanceof LineNumber number) {
        line = number.line();
      } else {
        instruction(method, line, element, findings);
      }
    }
  }

  private static void instruction(String method, int line, CodeElement element, Findings findings) {
    switch (element) {
      case InvokeInstruction call -> {
        member(method, line, call.owner().asInternalName(), call.name().stringValue(), findings);
        descriptor(method, line, call.typeSymbol(), findings);
      }
      case FieldInstruction field -> {
        member(method, line, field.owner().asInternalName(), field.name().stringValue(), findings);
        descriptor(method, line, field.typeSymbol(), findings);
      }
      case InvokeDynamicInstruction dynamic -> {
        descriptor(method, line, dynamic.typeSymbol(), findings);
        for (ConstantDesc argument : dynamic.bootstrapArgs()) {
          constant(method, line, argument, findings);
        }
      }
      case NewObjectInstruction made ->
          type(method, line, made.className().asInternalName(), findings);
      case NewReferenceArrayInstruction made ->
          type(method, line, made.componentType().asInternalName(), findings);
      case TypeCheckInstruction check ->
          type(method, line, check.type().asInternalName(), findings);
      case ConstantInstruction loaded -> constant(method, line, loaded.constantValue(), findings);
      default -> {
        // Arithmetic, jumps and locals name nothing.
      }
    }
  }

  /** What a lambda or method reference stands for, or a class literal. */
  private static void constant(String method, int line, ConstantDesc constant, Findings findings) {
    switch (constant) {
      case DirectMethodHandleDesc handle ->
          member(method, line, internalName(handle.owner()), handle.methodName(), findings);
      case ClassDesc type -> descriptor(method, line, type, findings);
      default -> {
        // Numbers, strings and method types are harmless.
      }
    }
  }

  private static void descriptor(String member, int line, MethodTypeDesc type, Findings findings) {
    descriptor(member, line, type.returnType(), findings);
    type.parameterList().forEach(parameter -> descriptor(member, line, parameter, findings));
  }

  private static void descriptor(String member, int line, ClassDesc type, Findings findings) {
    type(member, line, internalName(type), findings);
  }

  private static String internalName(ClassDesc type) {
    ClassDesc element = type;
    while (element.isArray()) {
      element = element.componentType();
    }
    String descriptor = element.descriptorString();
    return element.isPrimitive() ? descriptor : descriptor.substring(1, descriptor.length() - 1);
  }

  private static void type(String member, int line, String type, Findings findings) {
    for (Ban ban : Bans.ALL) {
      if (ban.bansType(type)) {
        findings.add(member, line, type.replace('/', '.') + ": " + ban.reason());
        return;
      }
    }
  }

  private static void member(
      String method, int line, String type, String member, Findings findings) {
    for (Ban ban : Bans.ALL) {
      if (ban.bansMember(type, member)) {
        findings.add(method, line, type.replace('/', '.') + "." + member + ": " + ban.reason());
        return;
      }
    }
  }
}
