package dev.limpet.toolchain.teavm;

import dev.limpet.toolchain.harden.Hardening;
import java.util.List;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;

/** The one transformer that TeaVM is told the name of: runs the hardening passes in their order. */
public final class HardeningPasses implements ClassHolderTransformer {
  private final List<ClassHolderTransformer> passes = Hardening.transformers();

  @Override
  public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
    for (ClassHolderTransformer pass : passes) {
      pass.transformClass(cls, context);
    }
  }
}
