package dev.limpet.toolchain.build;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line of the driver, see {@link #USAGE}. */
public final class Limpetc {
  static final String USAGE =
      """
      usage: limpetc --out DIR [--target x86_64|aarch64] [--sysroot DIR] [--no-lint] [--keep-c]
                     [--c-flag FLAG]... [--property NAME=VALUE]... PROGRAM...
      PROGRAM: --program NAME --main CLASS [--classes PATH]... [--library PATH]...
               [--heap BYTES]
      Builds DIR/NAME, a static binary, and DIR/NAME.debug for each PROGRAM that changed.
        --classes  class files of the project: linted, and before the libraries
        --library  class files that are taken as they are
        BYTES      a number, with k or m for KiB or MiB
      """;

  private @Nullable Path out;
  private Target target = Target.host();
  private @Nullable Path sysroot;
  private boolean lint = true;
  private boolean keepC;
  private final List<String> cFlags = new ArrayList<>();
  private final List<String> properties = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();

  private static final class Draft {
    final String name;
    @Nullable String mainClass;
    final List<Path> classes = new ArrayList<>();
    final List<Path> libraries = new ArrayList<>();
    int heap = Program.DEFAULT_HEAP;

    Draft(String name) {
      this.name = name;
    }

    Program finish() {
      if (mainClass == null) {
        throw new BuildException(name + " has no --main CLASS");
      }
      return new Program(name, mainClass, classes, libraries, heap);
    }
  }

  private Limpetc() {}

  /**
   * Exits with 0 when all programs are up to date, 1 when one is not, 2 for a wrong command line.
   */
  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  static int run(List<String> args) {
    if (args.contains("--help") || args.contains("-h")) {
      System.out.print(USAGE);
      return 0;
    }
    var options = new Limpetc();
    List<Program> programs;
    Settings settings;
    try {
      options.parse(args);
      settings = options.settings();
      programs = options.drafts.stream().map(Draft::finish).toList();
    } catch (BuildException e) {
      System.err.println("limpetc: " + e.getMessage());
      System.err.print(USAGE);
      return 2;
    }
    try {
      long start = System.nanoTime();
      for (Program program : new Driver(settings).build(programs)) {
        System.out.printf(
            "limpetc: built %s after %.1f s%n",
            settings.out().resolve(program.name()), (System.nanoTime() - start) / 1e9);
      }
      return 0;
    } catch (BuildException e) {
      String message = String.valueOf(e.getMessage());
      message.lines().forEach(line -> System.err.println("limpetc: " + line));
      return 1;
    } catch (UncheckedIOException e) {
      System.err.println("limpetc: " + e.getCause());
      return 1;
    }
  }

  private Settings settings() {
    if (out == null) {
      throw new BuildException("--out is missing");
    }
    if (drafts.isEmpty()) {
      throw new BuildException("no --program is named");
    }
    Path root = sysroot == null ? Settings.sysrootBeside(out, target) : sysroot;
    return new Settings(out, target, root, lint, keepC, cFlags, properties);
  }

  private void parse(List<String> args) {
    var rest = args.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (option.equals("--no-lint")) {
        lint = false;
        continue;
      }
      if (option.equals("--keep-c")) {
        keepC = true;
        continue;
      }
      if (!rest.hasNext()) {
        throw new BuildException(option + " wants a value");
      }
      String value = rest.next();
      switch (option) {
        case "--out" -> out = Path.of(value);
        case "--target" -> target = Target.of(value);
        case "--sysroot" -> sysroot = Path.of(value);
        case "--c-flag" -> cFlags.add(value);
        case "--property" -> properties.add(value);
        case "--program" -> drafts.add(new Draft(value));
        case "--main" -> draft(option).mainClass = value;
        case "--classes" -> draft(option).classes.addAll(paths(value));
        case "--library" -> draft(option).libraries.addAll(paths(value));
        case "--heap" -> draft(option).heap = bytes(value);
        default -> throw new BuildException("no option " + option);
      }
    }
  }

  private Draft draft(String option) {
    if (drafts.isEmpty()) {
      throw new BuildException(option + " belongs after a --program");
    }
    return drafts.getLast();
  }

  private static List<Path> paths(String value) {
    var paths = new ArrayList<Path>();
    for (String path : value.split(":")) {
      if (!path.isEmpty()) {
        paths.add(Path.of(path));
      }
    }
    return paths;
  }

  private static int bytes(String value) {
    try {
      int unit =
          switch (value.charAt(value.length() - 1)) {
            case 'k' -> 1 << 10;
            case 'm' -> 1 << 20;
            default -> 1;
          };
      String digits = unit == 1 ? value : value.substring(0, value.length() - 1);
      return Math.multiplyExact(Integer.parseInt(digits), unit);
    } catch (ArithmeticException | NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new BuildException(value + " is no size, such as 65536, 64k or 16m", e);
    }
  }
}
