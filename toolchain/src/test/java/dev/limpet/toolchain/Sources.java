package dev.limpet.toolchain;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles small programs for tests. */
public final class Sources {
  private Sources() {}

  /**
   * Compiles one source file into {@code folder}, against what is there and the test's own class
   * path, and returns the folder.
   */
  public static Path compile(Path folder, String className, String source) {
    try {
      java.nio.file.Files.createDirectories(folder);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var file =
        new SimpleJavaFileObject(
            URI.create("string:///" + className.replace('.', '/') + ".java"),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    var output = new StringWriter();
    var options =
        List.of(
            "-d",
            folder.toString(),
            "-cp",
            folder + java.io.File.pathSeparator + System.getProperty("java.class.path"),
            "-proc:none",
            "-g");
    if (!compiler.getTask(output, null, null, options, null, List.of(file)).call()) {
      throw new AssertionError(output.toString());
    }
    return folder;
  }
}
