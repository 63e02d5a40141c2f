package dev.limpet.toolchain.harden;

import java.util.List;
import java.util.Set;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;

/**
 * Runs every {@link ProgramPass} over every managed method, the class library's included. Unmanaged
 * methods are the runtime's own: they must not throw, and have no frame that could catch.
 */
final class HardeningTransformer implements ClassHolderTransformer {
  private static final String UNMANAGED = "org.teavm.interop.Unmanaged";

  /** What the passes insert calls to: rewritten, these would call themselves. */
  private static final Set<String> CALLED =
      Set.of(
          Emit.PACKAGE + "Arithmetic",
          Emit.PACKAGE + "ArrayGuard",
          Emit.PACKAGE + "Copies",
          Emit.PACKAGE + "Text");

  /** Subclasses of these are C structures and functions, not objects. */
  private static final Set<String> NATIVE =
      Set.of("org.teavm.interop.Structure", "org.teavm.interop.Function");

  /** Protected blocks come last: what the other passes insert has to be split too. */
  private static final List<ProgramPass> PASSES =
      List.of(
          new Monitors(),
          new Shifts(),
          new Divisions(),
          new FloatNarrowing(),
          new ArraySizes(),
          new ArrayCopies(),
          new Replacements(),
          new ArrayBounds(),
          new ArrayStores(),
          new ProtectedBlocks());

  @Override
  public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
    if (CALLED.contains(cls.getName())
        || (cls.getParent() != null && NATIVE.contains(cls.getParent()))
        || cls.getAnnotations().get(UNMANAGED) != null) {
      return;
    }
    for (MethodHolder method : cls.getMethods()) {
      method.getModifiers().remove(ElementModifier.SYNCHRONIZED);
      Program program = method.getProgram();
      if (program == null || method.getAnnotations().get(UNMANAGED) != null) {
        continue;
      }
      for (ProgramPass pass : PASSES) {
        pass.apply(method, program);
      }
    }
  }
}
