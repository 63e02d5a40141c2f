package dev.limpet.toolchain.fuzz;

import dev.limpet.toolchain.fuzz.Comparison.Difference;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Many programs, several at a time. */
final class Campaign {
  /**
   * What to run.
   *
   * @param first the number of the first program
   * @param programs how many
   * @param functions in each
   * @param keep gets a file per mismatch
   * @param jobs programs at a time
   * @param reduce whether mismatches are made small
   */
  record Plan(
      long seed,
      long first,
      int programs,
      int functions,
      Features features,
      Bench.Mode mode,
      Path keep,
      int jobs,
      boolean reduce) {}

  /** A unit that behaved differently, and the file that tells of it. */
  record Mismatch(long program, Difference difference, Path file) {}

  /** What came of it. {@code functions} are those that ran both ways. */
  record Result(
      long functions,
      long calls,
      long thrown,
      long refused,
      List<Mismatch> mismatches,
      Map<String, Integer> used) {
    Result {
      mismatches = List.copyOf(mismatches);
      used = Map.copyOf(used);
    }
  }

  private final Plan plan;
  private final PrintStream log;
  private final AtomicLong next;
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final Map<String, Integer> used = new TreeMap<>();
  private long functions;
  private long calls;
  private long thrown;
  private long refused;

  Campaign(Plan plan, PrintStream log) {
    this.plan = plan;
    this.log = log;
    this.next = new AtomicLong(plan.first());
  }

  /**
   * Runs all programs.
   *
   * @throws IOException when a directory cannot be written or a process not started
   */
  Result run() throws IOException {
    Files.createDirectories(plan.keep());
    long start = System.nanoTime();
    try (var pool = Executors.newFixedThreadPool(plan.jobs())) {
      var workers = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < plan.jobs(); i++) {
        Path scratch = plan.keep().resolve(".scratch" + i);
        workers.add(() -> work(scratch, start));
      }
      for (var done : pool.invokeAll(workers)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return new Result(functions, calls, thrown, refused, mismatches, used);
  }

  private boolean work(Path scratch, long start) throws IOException {
    var bench = new Bench(scratch, plan.mode());
    for (long n; (n = next.getAndIncrement()) < plan.first() + plan.programs(); ) {
      var features = new TreeMap<String, Integer>();
      Program program =
          Program.generate(plan.seed(), n, plan.functions(), plan.features(), features);
      bench.clear();
      var compiled = ProgramCompiler.compile(program, bench.classes());
      Bench.Verdict verdict = bench.run(compiled.program());
      for (Difference difference : verdict.differences()) {
        report(compiled.program(), difference, scratch);
      }
      synchronized (this) {
        functions += plan.functions() - compiled.refused().size();
        refused += compiled.refused().size();
        calls += verdict.calls();
        thrown += verdict.thrown();
        features.forEach((k, v) -> used.merge(k, v, Integer::sum));
        log.printf(
            "program %d: %d functions so far, %d calls, %d thrown, %d refused by javac, %d"
                + " mismatches, %d s%n",
            n,
            functions,
            calls,
            thrown,
            refused,
            mismatches.size(),
            (System.nanoTime() - start) / 1_000_000_000);
        compiled
            .refused()
            .forEach((unit, error) -> log.println("  refused " + unit + ": " + error));
      }
    }
    return true;
  }

  private void report(Program program, Difference difference, Path scratch) throws IOException {
    Path file =
        plan.keep()
            .resolve(plan.seed() + "-" + program.number() + "-" + difference.unit() + ".txt");
    var text = new StringBuilder();
    text.append("seed ").append(program.seed()).append(", program ").append(program.number());
    text.append(" of ").append(plan.functions()).append(" functions, function ");
    text.append(difference.unit());
    text.append("\nJVM:    ").append(difference.expected());
    text.append("\nnative: ").append(difference.actual()).append("\n\n");
    if (difference.unit() >= 0) {
      List<FunctionUnit> units = program.closure(difference.unit());
      if (plan.reduce()) {
        var reducer = new Reducer(new Bench(scratch.resolve("reduce"), plan.mode()));
        units = reducer.reduce(program, difference.unit());
      }
      for (FunctionUnit unit : units) {
        text.append(unit.source()).append('\n');
      }
    }
    Files.writeString(file, text);
    synchronized (this) {
      mismatches.add(new Mismatch(program.number(), difference, file));
      log.println("MISMATCH " + file.getFileName() + "\n  JVM    " + difference.expected());
      log.println("  native " + difference.actual());
    }
  }
}
