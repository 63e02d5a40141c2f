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
 * @param minHeap bytes of heap committed at start
 * @param maxHeap bytes the heap may grow to
 */
public record Program(
    String name,
    String mainClass,
    List<Path> classes,
    List<Path> libraries,
    int minHeap,
    int maxHeap) {
  public static final int DEFAULT_MIN_HEAP = 1 << 20;
  public static final int DEFAULT_MAX_HEAP = 16 << 20;

  public Program {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new BuildException("program name " + name + " is not a plain file name");
    }
    if (minHeap < 64 << 10 || maxHeap < minHeap) {
      throw new BuildException(
          name
              + ": heap bounds must be 64 KiB <= minimum <= maximum, got "
              + minHeap
              + " and "
              + maxHeap);
    }
    classes = List.copyOf(classes);
    libraries = List.copyOf(libraries);
  }

  /** A program of one class path, with the default heap bounds. */
  public Program(String name, String mainClass, List<Path> classes) {
    this(name, mainClass, classes, List.of(), DEFAULT_MIN_HEAP, DEFAULT_MAX_HEAP);
  }
}
