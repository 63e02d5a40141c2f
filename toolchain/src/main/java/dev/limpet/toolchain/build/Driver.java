package dev.limpet.toolchain.build;

import dev.limpet.toolchain.harden.Hardening;
import dev.limpet.toolchain.lint.Finding;
import dev.limpet.toolchain.lint.Lint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Builds programs: classes → lint → TeaVM → C → gcc and musl → binary, where an input changed. */
public final class Driver {
  private static final String FRONTEND_CLASS = "dev.limpet.toolchain.teavm.TeaVmFrontend";

  private final Settings settings;
  private final CTools tools;
  private final CCompiler compiler;

  /**
   * @throws BuildException when a tool of the C side is missing, with the command that installs it
   */
  public Driver(Settings settings) {
    this.settings = settings;
    String path = System.getenv("PATH");
    tools = CTools.find(settings.target(), settings.sysroot(), path == null ? "" : path);
    compiler = new CCompiler(tools, settings);
  }

  /**
   * Brings the binaries of {@code programs} up to date.
   *
   * @return the programs that had to be built
   * @throws BuildException with the problems of all programs that have some; the others are built
   */
  public List<Program> build(List<Program> programs) {
    try {
      Files.createDirectories(settings.out());
      // Two builds into one directory take turns.
      try (var channel =
              FileChannel.open(
                  settings.out().resolve(".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        assert lock.isValid();
        return buildLocked(programs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Program> buildLocked(List<Program> programs) {
    Fingerprint common = commonFingerprint();
    var stale = new ArrayList<Build>();
    for (Program program : programs) {
      String fingerprint = fingerprint(common, program);
      var stamp = new Stamp(settings.out(), program.name());
      boolean keptC = Files.isDirectory(work().resolve(program.name()));
      if (!stamp.isOf(fingerprint) || (settings.keepC() && !keptC)) {
        stamp.clear();
        stale.add(new Build(program, fingerprint, stamp));
      }
    }
    if (!stale.isEmpty()) {
      buildAll(stale);
    }
    return stale.stream().map(Build::program).toList();
  }

  private Path work() {
    return settings.out().resolve(".work");
  }

  private record Build(Program program, String fingerprint, Stamp stamp) {}

  /** TeaVM takes one program after the other, gcc follows beside it. */
  private void buildAll(List<Build> builds) {
    Path work = work();
    Path patchDirectory = work.resolve("patches");
    ClassPath.write(Hardened.PATCHES, patchDirectory);
    var problems = new ArrayList<String>();
    var pending = new ArrayList<Future<?>>();
    try (var gcc = Executors.newSingleThreadExecutor()) {
      for (Build build : builds) {
        Path directory = work.resolve(build.program.name());
        List<String> found = lintAndTranslate(build.program, patchDirectory, directory);
        if (found.isEmpty()) {
          pending.add(gcc.submit(compilation(build, directory)));
        } else {
          found.forEach(problem -> problems.add(build.program.name() + ": " + problem));
        }
      }
      for (Future<?> one : pending) {
        await(one, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new BuildException(String.join("\n", problems));
    }
  }

  private Callable<Boolean> compilation(Build build, Path directory) {
    return () -> {
      compiler.compile(build.program.name(), directory, "program.c");
      build.stamp.write(build.fingerprint);
      if (!settings.keepC()) {
        ClassPath.delete(directory);
      }
      return true;
    };
  }

  private static void await(Future<?> compilation, List<String> problems) {
    try {
      compilation.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BuildException failure) {
        problems.add(String.valueOf(failure.getMessage()));
      } else {
        throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BuildException("interrupted", e);
    }
  }

  private List<String> lintAndTranslate(Program program, Path patchDirectory, Path directory) {
    if (settings.lint()) {
      List<Finding> findings = Lint.check(program.classes(), program.mainClass());
      if (!findings.isEmpty()) {
        return findings.stream().map(Finding::toString).toList();
      }
    }
    ClassPath.delete(directory);
    var path = new ArrayList<>(program.classes());
    path.addAll(program.libraries());
    path.addAll(ClassPath.ofRuntime(patchDirectory));
    List<String> problems =
        Hardened.FRONTEND.compile(program, path, settings.properties(), directory);
    if (problems.isEmpty()) {
      CallSites.compact(directory);
      Literals.compact(directory);
      ClassPath.copyFiles(ClassPath.own(ToolLoader.OUR_C_RUNTIME), directory);
    }
    return problems;
  }

  /** TeaVM as patched, once for this JVM: it is much faster on the second program. */
  private static final class Hardened {
    static final Map<String, byte[]> PATCHES = Hardening.patches(Driver.class.getClassLoader());
    static final Frontend FRONTEND = load();

    private static Frontend load() {
      try {
        var loader = new ToolLoader(Driver.class.getClassLoader(), PATCHES);
        return (Frontend) loader.loadClass(FRONTEND_CLASS).getConstructor().newInstance();
      } catch (InvocationTargetException e) {
        throw new IllegalStateException(e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("the toolchain has its own front end", e);
      }
    }
  }

  private Fingerprint commonFingerprint() {
    var fingerprint = new Fingerprint();
    fingerprint.add(settings.target().word());
    fingerprint.add(tools.version()).add(compiler.flags());
    fingerprint.add(String.join("\n", settings.cFlags()));
    fingerprint.add(String.join("\n", settings.properties()));
    fingerprint.add(String.valueOf(settings.lint()));
    fingerprint.add(System.getProperty("java.runtime.version"));
    tools.inputs().forEach(fingerprint::add);
    ClassPath.ofToolchain().forEach(fingerprint::add);
    return fingerprint;
  }

  private static String fingerprint(Fingerprint common, Program program) {
    Fingerprint fingerprint = common.fork();
    fingerprint.add(program.name()).add(program.mainClass());
    fingerprint.add(String.valueOf(program.heap()));
    program.classes().forEach(fingerprint::add);
    fingerprint.add("libraries");
    program.libraries().forEach(fingerprint::add);
    return fingerprint.hex();
  }
}
