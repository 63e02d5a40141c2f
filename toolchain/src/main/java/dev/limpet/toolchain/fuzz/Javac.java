package dev.limpet.toolchain.fuzz;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources within this process. */
final class Javac {
  private Javac() {}

  /**
   * Compiles for release 25.
   *
   * @param sources text by file name
   * @param classes the directory that gets the class files
   * @return the first error of each file that has one, by file name; empty when all compiled
   */
  static Map<String, String> compile(Map<String, String> sources, Path classes) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw new IllegalStateException("this Java has no compiler: run the fuzzer on a JDK");
    }
    Files.createDirectories(classes);
    var found = new DiagnosticCollector<JavaFileObject>();
    try (var files = javac.getStandardFileManager(found, null, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of());
      List<Source> units =
          sources.entrySet().stream().map(e -> new Source(e.getKey(), e.getValue())).toList();
      var options = List.of("--release", "25", "-proc:none", "-nowarn", "-g", "-Xlint:none");
      var log = new StringWriter();
      boolean done = javac.getTask(log, files, found, options, null, units).call();
      var errors = new TreeMap<String, String>();
      for (var d : found.getDiagnostics()) {
        if (d.getKind() == Diagnostic.Kind.ERROR) {
          String file = d.getSource() == null ? "" : ((Source) d.getSource()).name;
          errors.putIfAbsent(file, "line " + d.getLineNumber() + ": " + d.getMessage(null));
        }
      }
      if (!done && errors.isEmpty()) {
        throw new IllegalStateException("javac failed without an error: " + log);
      }
      return errors;
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    final String name;
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///fz/" + name), Kind.SOURCE);
      this.name = name;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
