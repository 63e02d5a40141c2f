package dev.limpet.toolchain.harden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An edit of one compiled class of TeaVM.
 *
 * @param className binary name of the class to edit
 * @param edits how many places the edit must touch; any other number means an unknown version
 * @param transform makes the edit, counting each place that it touched
 */
record ClassPatch(String className, int edits, Function<AtomicInteger, ClassTransform> transform) {

  byte[] apply(ClassLoader teavm) {
    String resource = className.replace('.', '/') + ".class";
    try (var in = teavm.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("patch " + className + ": no such class in this TeaVM");
      }
      var made = new AtomicInteger();
      ClassFile classFile = ClassFile.of();
      byte[] patched =
          classFile.transformClass(classFile.parse(in.readAllBytes()), transform.apply(made));
      if (made.get() != edits) {
        throw new IllegalStateException(
            "patch " + className + ": expected " + edits + " places to edit, found " + made);
      }
      return patched;
    } catch (IOException e) {
      throw new UncheckedIOException("patch " + className, e);
    }
  }
}
