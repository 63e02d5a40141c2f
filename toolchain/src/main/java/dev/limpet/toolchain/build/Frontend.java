package dev.limpet.toolchain.build;

import java.nio.file.Path;
import java.util.List;

/** Class files to C. The implementation lives in its own class loader, see {@link ToolLoader}. */
public interface Frontend {
  /**
   * Compiles one program.
   *
   * @param classPath the program's entries, in order
   * @param properties TeaVM's, each {@code NAME=VALUE}
   * @param directory gets the generated C, with {@code all.c} that includes the rest
   * @return what is wrong with the program, each problem with the calls that lead to it; empty when
   *     the C is complete
   */
  List<String> compile(
      Program program, List<Path> classPath, List<String> properties, Path directory);
}
