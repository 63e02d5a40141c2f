package dev.limpet.toolchain.harden;

import java.util.Set;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodHolder;

/**
 * The exceptions of implicit checks can be collected while they are made.
 *
 * <p>{@code ExceptionHandling.throwNullPointerException} and its like are {@code @Unmanaged}: they
 * allocate the exception, keep it in a C local that is no root, and run its constructor, which
 * allocates the stack trace. Without the annotation they are compiled like any other method.
 */
final class ImplicitExceptions implements ClassHolderTransformer {
  private static final Set<String> THROWERS =
      Set.of(
          "throwArrayIndexOutOfBoundsException",
          "throwNullPointerException",
          "throwClassCastException");

  @Override
  public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
    if (!cls.getName().equals("org.teavm.runtime.ExceptionHandling")) {
      return;
    }
    for (MethodHolder method : cls.getMethods()) {
      if (THROWERS.contains(method.getName())) {
        method.getAnnotations().remove("org.teavm.interop.Unmanaged");
      }
    }
  }
}
