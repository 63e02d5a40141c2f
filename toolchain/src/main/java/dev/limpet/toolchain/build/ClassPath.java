package dev.limpet.toolchain.build;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The class path entries of the toolchain itself, and those that every program gets. */
public final class ClassPath {
  private ClassPath() {}

  /** The toolchain, TeaVM and what TeaVM needs: the entries that this JVM was started with. */
  static List<Path> ofToolchain() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(Files::exists)
        .toList();
  }

  /**
   * What stands behind a program's own entries: our runtime classes and TeaVM's class library.
   * Class library classes that we patch come first.
   */
  static List<Path> ofRuntime(Path patches) {
    var path = new ArrayList<Path>();
    path.add(patches);
    path.add(own("native/rt"));
    for (Path entry : ofToolchain()) {
      if (entry.toString().endsWith(".jar")) {
        path.add(entry);
      }
    }
    return path;
  }

  /** A folder of class files among the toolchain's own resources. */
  public static Path own(String folder) {
    try {
      var source = ClassPath.class.getProtectionDomain().getCodeSource();
      if (source == null) {
        throw new BuildException("the toolchain's classes come from nowhere");
      }
      Path classes = Path.of(source.getLocation().toURI());
      if (!Files.isDirectory(classes)) {
        throw new BuildException(
            "the toolchain has to run from its target/classes, not from " + classes);
      }
      return classes.resolve(folder);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes class files by binary name below {@code directory}, which holds nothing else after. */
  public static void write(Map<String, byte[]> classes, Path directory) {
    delete(directory);
    try {
      Files.createDirectories(directory);
      for (var entry : classes.entrySet()) {
        Path file = directory.resolve(entry.getKey().replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the files of one directory into another, over what is there. */
  static void copyFiles(Path from, Path to) {
    try (var files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var walk = Files.walk(directory)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
