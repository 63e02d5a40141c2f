package dev.limpet.toolchain.nativetest;

import dev.limpet.toolchain.build.BuildException;
import dev.limpet.toolchain.build.ClassPath;
import dev.limpet.toolchain.build.Driver;
import dev.limpet.toolchain.build.Program;
import dev.limpet.toolchain.build.Settings;
import dev.limpet.toolchain.build.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line that builds the native unit tests, see {@link #USAGE}. */
public final class NativeTests {
  static final String USAGE =
      """
      usage: nativetests --out DIR [--target x86_64|aarch64] [--sysroot DIR]
                         (--module NAME --tests DIR --classes PATH)...
      Builds DIR/NAME-test for each module: it runs the tests in the class files below --tests that
      can run natively, with --classes behind them.
      """;

  /** Tests keep more alive than programs do. */
  private static final int HEAP = 64 << 20;

  private NativeTests() {}

  /**
   * Exits with 0 when all binaries are up to date, 1 when one is not, 2 for a wrong command line.
   */
  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) {
    Path out = null;
    Target target = Target.host();
    Path sysroot = null;
    var modules = new ArrayList<Module>();
    for (int i = 0; i < args.size(); i += 2) {
      String value = i + 1 < args.size() ? args.get(i + 1) : "";
      Module last = modules.isEmpty() ? null : modules.getLast();
      switch (args.get(i)) {
        case "--out" -> out = Path.of(value);
        case "--target" -> target = Target.of(value);
        case "--sysroot" -> sysroot = Path.of(value);
        case "--module" -> modules.add(new Module(value, null, List.of()));
        case "--tests" -> replaceLast(modules, last, module -> module.withTests(Path.of(value)));
        case "--classes" -> replaceLast(modules, last, module -> module.withClasses(value));
        default -> {
          System.err.print(USAGE);
          return 2;
        }
      }
    }
    if (out == null || modules.isEmpty()) {
      System.err.print(USAGE);
      return 2;
    }
    try {
      var settings = new Settings(out, target);
      if (sysroot != null) {
        settings = settings.withSysroot(sysroot);
      }
      build(settings, modules).forEach(name -> System.out.println("limpetc: built " + name));
      return 0;
    } catch (BuildException e) {
      String.valueOf(e.getMessage())
          .lines()
          .forEach(line -> System.err.println("limpetc: " + line));
      return 1;
    }
  }

  private interface Change {
    Module of(Module module);
  }

  private static void replaceLast(List<Module> modules, @Nullable Module last, Change change) {
    if (last == null) {
      throw new BuildException("--tests and --classes belong after a --module");
    }
    modules.set(modules.size() - 1, change.of(last));
  }

  /** A module as named on the command line. */
  record Module(String name, @Nullable Path tests, List<Path> classes) {
    Module withTests(Path path) {
      return new Module(name, path, classes);
    }

    Module withClasses(String path) {
      var added = new ArrayList<>(classes);
      for (String entry : path.split(":")) {
        added.add(Path.of(entry));
      }
      return new Module(name, tests, added);
    }
  }

  /** Builds what is out of date; returns the names of the binaries that were built. */
  static List<String> build(Settings settings, List<Module> modules) {
    var programs = new ArrayList<Program>();
    for (Module module : modules) {
      if (module.tests() == null) {
        throw new BuildException(module.name() + " has no --tests");
      }
      programs.add(program(settings.out(), module.name(), module.tests(), module.classes()));
    }
    return new Driver(settings).build(programs).stream().map(Program::name).toList();
  }

  /**
   * The test program of one module; writes the generated classes.
   *
   * @param tests the folder of class files that is searched for tests
   * @param classes what they need, without JUnit
   */
  static Program program(Path out, String module, Path tests, List<Path> classes) {
    var path = new ArrayList<Path>();
    path.add(tests);
    path.addAll(classes);
    List<TestClass> found = new TestScan(path).scan(tests);
    if (found.isEmpty()) {
      throw new BuildException(module + " has no test that runs natively in " + tests);
    }
    Path generated = out.resolve(".tests").resolve(module);
    ClassPath.write(CaseGenerator.generate(found), generated);
    path.addFirst(generated);
    return new Program(
        module + "-test", CaseGenerator.MAIN, path, List.of(ClassPath.own("native/test")), HEAP);
  }
}
