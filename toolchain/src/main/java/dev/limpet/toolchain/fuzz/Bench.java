package dev.limpet.toolchain.fuzz;

import dev.limpet.toolchain.build.Driver;
import dev.limpet.toolchain.build.Settings;
import dev.limpet.toolchain.build.Target;
import dev.limpet.toolchain.fuzz.Comparison.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs both ways, as the product builds them. */
final class Bench {
  /**
   * How the native side is built, beyond what the product has.
   *
   * @param heap its size in bytes
   * @param cFlags further flags for gcc
   * @param properties further TeaVM properties
   */
  record Mode(int heap, List<String> cFlags, List<String> properties) {
    Mode {
      cFlags = List.copyOf(cFlags);
      properties = List.copyOf(properties);
    }
  }

  /**
   * Both runs of a program.
   *
   * @param calls how many lines said how a call ended
   * @param thrown how many of them were exceptions
   */
  record Verdict(List<Difference> differences, int calls, int thrown) {}

  private static final String NAME = "fuzz";

  /** What one function takes is milliseconds; many may hang. */
  private static final int SECONDS_ALONE = 10;

  private final Path directory;
  private final Mode mode;
  private final Driver driver;

  /**
   * A place to build and run one program after the other.
   *
   * @param directory is overwritten by every run
   */
  Bench(Path directory, Mode mode) {
    this.directory = directory;
    this.mode = mode;
    Path out = directory.resolve("bin");
    Settings product = new Settings(out, Target.host());
    this.driver =
        new Driver(
            new Settings(
                out, Target.host(), product.sysroot(), false, false, mode.cFlags, mode.properties));
  }

  /** Where the class files of the next program belong. */
  Path classes() {
    return directory.resolve("classes");
  }

  /** Builds the program whose class files are there, and runs it both ways. */
  Verdict run(Program program) throws IOException {
    buildNative();
    Execution jvm = Execution.of(jvmCommand(), directory, Execution.MINUTE);
    if (!jvm.wentWell()) {
      throw new IllegalStateException(
          "the JVM's own run ended with " + jvm.ending() + ": " + tail(jvm));
    }
    Execution here = Execution.of(nativeCommand(), directory, Execution.MINUTE);
    List<Difference> differences =
        here.wentWell() ? Comparison.of(jvm.lines(), here.lines()) : apart(program, jvm, here);
    long calls = jvm.lines().stream().filter(l -> l.matches("F\\d+ \\d+ [=!] .*")).count();
    long thrown = jvm.lines().stream().filter(l -> l.matches("F\\d+ \\d+ ! .*")).count();
    return new Verdict(differences, (int) calls, (int) thrown);
  }

  private void buildNative() {
    driver.build(
        List.of(
            new dev.limpet.toolchain.build.Program(
                NAME, Program.MAIN, List.of(classes()), List.of(), mode.heap())));
  }

  /** A crash hides what follows it: each unit in a process of its own shows which it was. */
  private List<Difference> apart(Program program, Execution jvm, Execution whole)
      throws IOException {
    var found = new ArrayList<Difference>();
    for (FunctionUnit unit : program.units()) {
      Execution one = alone(nativeCommand(), unit);
      if (!one.wentWell()) {
        found.add(new Difference(unit.number(), "exit 0", one.ending() + ": " + tail(one)));
      } else if (!Comparison.of(of(jvm, unit), one.lines()).isEmpty()) {
        // What the units before it left in static fields is missing: for both sides, then.
        found.addAll(Comparison.of(alone(jvmCommand(), unit).lines(), one.lines()));
      }
    }
    if (found.isEmpty()) {
      found.add(new Difference(-1, "exit 0", whole.ending() + ": " + tail(whole)));
    }
    return found;
  }

  private Execution alone(List<String> command, FunctionUnit unit) throws IOException {
    var whole = new ArrayList<>(command);
    whole.add(Integer.toString(unit.number()));
    return Execution.of(whole, directory, SECONDS_ALONE);
  }

  /** The lines of one unit in a run of all. */
  private static List<String> of(Execution run, FunctionUnit unit) {
    return run.lines().stream().filter(l -> l.startsWith(unit.name() + " ")).toList();
  }

  private List<String> nativeCommand() {
    return List.of(directory.resolve("bin").resolve(NAME).toString());
  }

  private List<String> jvmCommand() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx512m",
        "-cp",
        classes().toString(),
        Program.MAIN);
  }

  private static String tail(Execution run) {
    List<String> lines = run.lines();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 2), lines.size()));
  }

  /** Removes the class files of the program before. */
  void clear() throws IOException {
    if (Files.exists(classes())) {
      try (var walk = Files.walk(classes())) {
        for (Path p : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    }
    Files.createDirectories(classes());
  }
}
