package dev.limpet.toolchain.harden;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Arguments of {@code main} that the collector takes away while they are still being made.
 *
 * <p>{@code teavm_parseArguments} keeps the array of the arguments in a C variable only. The patch
 * makes the generated start call {@code arguments.c}, which shows it to the collector.
 */
final class MainArguments {
  private static final String THEIRS = "(teavm_parseArguments(";
  private static final String OURS = "(limpet_parseArguments(";

  static final ClassPatch PATCH =
      new ClassPatch("org.teavm.backend.c.CTarget", 1, MainArguments::callOurs);

  private MainArguments() {}

  private static ClassTransform callOurs(AtomicInteger edits) {
    CodeTransform code =
        (CodeBuilder builder, CodeElement element) -> {
          if (element instanceof InvokeDynamicInstruction concat && callsTheirs(concat)) {
            edits.incrementAndGet();
            builder.invokedynamic(callingOurs(concat));
          } else {
            builder.with(element);
          }
        };
    return ClassTransform.transformingMethodBodies(
        method -> method.methodName().equalsString("generateFiberStart"), code);
  }

  private static boolean callsTheirs(InvokeDynamicInstruction concat) {
    return concat.bootstrapArgs().toString().contains(THEIRS);
  }

  /** The same concatenation of strings, with another recipe. */
  private static DynamicCallSiteDesc callingOurs(InvokeDynamicInstruction concat) {
    ConstantDesc[] parts =
        concat.bootstrapArgs().stream()
            .map(part -> part instanceof String recipe ? recipe.replace(THEIRS, OURS) : part)
            .toArray(ConstantDesc[]::new);
    return DynamicCallSiteDesc.of(
        concat.bootstrapMethod(), concat.name().stringValue(), concat.typeSymbol(), parts);
  }
}
