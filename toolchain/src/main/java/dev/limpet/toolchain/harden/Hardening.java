package dev.limpet.toolchain.harden;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.teavm.model.ClassHolderTransformer;

/**
 * The way in: what a build has to do to TeaVM, and to the classes it compiles, to get a sound
 * binary.
 */
public final class Hardening {
  private static final List<ClassPatch> PATCHES =
      List.of(
          PhiPlacement.PATCH,
          ProtectedDefinitions.EXPRESSIONS,
          ProtectedDefinitions.COPIES,
          PreOptimization.PATCH,
          DeadFaults.PATCH,
          ClassInits.PATCH,
          ArrayBounds.PATCH,
          ArrayClones.PATCH,
          TextBuffers.PATCH,
          EvaluationOrder.PATCH,
          SwitchBreaks.PATCH,
          HandlerScope.PATCH,
          MainArguments.PATCH);

  private Hardening() {}

  /** The passes over the classes to compile, in the order in which they must run. */
  public static List<ClassHolderTransformer> transformers() {
    return List.of(new ImplicitExceptions(), new HeapHardening(), new HardeningTransformer());
  }

  /**
   * Patched classes of the compiler itself, binary name to class file. They must be defined before,
   * and by the same loader as, the rest of TeaVM.
   *
   * @throws IllegalStateException if a class does not look as the patch expects, which means that
   *     TeaVM's version has changed and the patch has to be looked at again
   */
  public static Map<String, byte[]> patches(ClassLoader teavm) {
    var patched = new TreeMap<String, byte[]>();
    for (ClassPatch patch : PATCHES) {
      patched.put(patch.className(), patch.apply(teavm));
    }
    return patched;
  }
}
