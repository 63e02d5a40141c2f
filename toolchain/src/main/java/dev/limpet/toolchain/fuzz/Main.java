package dev.limpet.toolchain.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Runs random programs on the JVM and natively and tells where they differ.
 *
 * <pre>
 * --seed S --programs N --functions M   what is generated; program numbers from --first F
 * --without a,b                         features left out, see grammar.txt
 * --keep DIR                            gets a file per mismatch
 * --stress N                            a garbage collection at every Nth allocation
 * --heap BYTES                          the native heap, 64 MiB when not said
 * --jobs J                              programs at a time
 * --no-reduce                           mismatches are kept as they are
 * </pre>
 *
 * Exit status 0 without mismatch, 1 with, 2 when the arguments are not understood.
 */
public final class Main {
  /** Debug information changes no code and costs gcc a third of its time. */
  static final List<String> NO_DEBUG = List.of("-g0");

  private Main() {}

  public static void main(String[] args) throws IOException {
    Campaign.Plan plan;
    try {
      plan = parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("fuzz: " + e.getMessage());
      System.exit(2);
      return;
    }
    Campaign.Result result = new Campaign(plan, System.out).run();
    System.out.println("features: " + new TreeMap<>(result.used()));
    System.out.printf(
        "seed %d: %d functions, %d calls of which %d threw, %d refused by javac, %d mismatches%n",
        plan.seed(),
        result.functions(),
        result.calls(),
        result.thrown(),
        result.refused(),
        result.mismatches().size());
    result
        .mismatches()
        .forEach(m -> System.out.println("  " + m.file() + "  " + m.difference().kind()));
    System.exit(result.mismatches().isEmpty() ? 0 : 1);
  }

  private static Campaign.Plan parse(String[] args) {
    var options = new TreeMap<String, String>();
    var known =
        Set.of(
            "--seed",
            "--programs",
            "--functions",
            "--first",
            "--without",
            "--keep",
            "--stress",
            "--heap",
            "--jobs");
    boolean reduce = true;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--no-reduce")) {
        reduce = false;
      } else if (known.contains(args[i]) && i + 1 < args.length) {
        options.put(args[i], args[++i]);
      } else {
        throw new IllegalArgumentException("no such option, or nothing after it: " + args[i]);
      }
    }
    String without = options.getOrDefault("--without", "");
    String stress = options.get("--stress");
    if (stress != null) {
      System.setProperty("limpet.gc.stress", stress);
    }
    return new Campaign.Plan(
        Long.parseLong(options.getOrDefault("--seed", "1")),
        Long.parseLong(options.getOrDefault("--first", "0")),
        Integer.parseInt(options.getOrDefault("--programs", "1")),
        Integer.parseInt(options.getOrDefault("--functions", "200")),
        new Features(without.isEmpty() ? Set.of() : Set.of(without.split(","))),
        new Bench.Mode(
            Integer.parseInt(options.getOrDefault("--heap", "67108864")), NO_DEBUG, List.of()),
        Path.of(options.getOrDefault("--keep", "target/fuzz")).toAbsolutePath(),
        Integer.parseInt(options.getOrDefault("--jobs", "2")),
        reduce);
  }
}
