package dev.limpet.toolchain.fuzz;

import dev.limpet.toolchain.fuzz.Comparison.Difference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a mismatching unit small. Each round builds many variants of it as units of one program,
 * and goes on with the smallest that still mismatches.
 */
final class Reducer {
  private static final int ROUNDS = 40;
  private static final int VARIANTS = 120;

  private final Bench bench;

  Reducer(Bench bench) {
    this.bench = bench;
  }

  /**
   * Reduces one unit.
   *
   * @return the reduced unit last, after those it calls; all as they were when the mismatch does
   *     not show with that unit and its callees alone
   */
  List<FunctionUnit> reduce(Program program, int number) throws IOException {
    List<FunctionUnit> closure = program.closure(number);
    FunctionUnit unit = closure.getLast();
    var others = new ArrayList<>(closure.subList(0, closure.size() - 1));
    var starts = new ArrayList<FunctionUnit>();
    starts.add(unit);
    unit.inputs().forEach(i -> starts.add(unit.withInputs(List.of(i))));
    FunctionUnit best = smallest(program, others, starts);
    if (best == null) {
      return closure;
    }
    for (int round = 0; round < ROUNDS; round++) {
      List<FunctionUnit> variants = variants(best);
      FunctionUnit better = null;
      for (int from = 0; from < variants.size() && better == null; from += VARIANTS) {
        better =
            smallest(
                program,
                others,
                variants.subList(from, Math.min(variants.size(), from + VARIANTS)));
      }
      if (better == null) {
        break;
      }
      best = better;
    }
    FunctionUnit last = best;
    List<FunctionUnit> needed = program.of(join(others, List.of(last))).closure(last.number());
    return needed;
  }

  /** Smaller versions of the unit, the smallest first. */
  private static List<FunctionUnit> variants(FunctionUnit unit) {
    var variants = new ArrayList<FunctionUnit>();
    for (List<Code> body : Variants.of(unit.body())) {
      variants.add(unit.with(unit.members(), body));
    }
    for (List<Code> members : Variants.of(unit.members())) {
      variants.add(unit.with(members, unit.body()));
    }
    variants.sort(Comparator.comparingInt(FunctionUnit::size));
    int size = unit.size();
    return variants.stream().filter(v -> v.size() < size).toList();
  }

  /** The smallest of the candidates that mismatches, with its own number; null when none does. */
  private @Nullable FunctionUnit smallest(
      Program program, List<FunctionUnit> others, List<FunctionUnit> candidates)
      throws IOException {
    var byNumber = new LinkedHashMap<Integer, FunctionUnit>();
    var numbered = new ArrayList<FunctionUnit>();
    int next = 10_000;
    for (FunctionUnit candidate : candidates) {
      byNumber.put(next, candidate);
      numbered.add(candidate.numbered(next++));
    }
    bench.clear();
    var compiled = ProgramCompiler.compile(program.of(join(others, numbered)), bench.classes());
    Map<String, String> refused = compiled.refused();
    FunctionUnit best = null;
    for (Difference difference : bench.run(compiled.program()).differences()) {
      FunctionUnit candidate = byNumber.get(difference.unit());
      if (candidate != null
          && !refused.containsKey("F" + difference.unit())
          && (best == null || candidate.size() < best.size())) {
        best = candidate;
      }
    }
    return best;
  }

  private static List<FunctionUnit> join(List<FunctionUnit> some, List<FunctionUnit> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
