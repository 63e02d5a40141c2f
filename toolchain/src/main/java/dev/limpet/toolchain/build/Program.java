package dev.limpet.toolchain.build;

import java.nio.file.Path;
import java.util.List;

/**
 * One native program to be built.
 *
 * @param name the binary's file name
 * @param mainClass the binary name of the class with {@code main(String[])}
 * @param classes class path entries with code of the project, linted; an earlier entry hides the
 *     same-named classes of later ones
 * @param libraries class path entries, after {@code classes}, that are taken as they are
 * @param heap the heap's size in bytes; what is not used of it costs nothing
 */
public record Program(
    String name, String mainClass, List<Path> classes, List<Path> libraries, int heap) {
  public static final int DEFAULT_HEAP = 16 << 20;

  private static final int SMALLEST_HEAP = 64 << 10;

  public Program {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new BuildException("program name " + name + " is not a plain file name");
    }
    if (heap < SMALLEST_HEAP) {
      throw new BuildException(name + ": a heap of " + heap + " bytes is less than 64 KiB");
    }
    classes = List.copyOf(classes);
    libraries = List.copyOf(libraries);
  }

  /** A program of one class path, with the default heap. */
  public Program(String name, String mainClass, List<Path> classes) {
    this(name, mainClass, classes, List.of(), DEFAULT_HEAP);
  }
}
