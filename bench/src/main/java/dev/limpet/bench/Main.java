package dev.limpet.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code bench/run}'s measuring part.
 *
 * <p>Arguments: {@code --rounds N}, {@code --warmup N}, then one group a contender: {@code --name
 * NAME WORD…}. The first contender is the one that the others are compared with. Prints a Markdown
 * table. With {@code --throughput SECONDS} it is one of runs per second, by one caller and by two.
 */
final class Main {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private int rounds = 200;
  private int warmup = 10;
  private double throughput;
  private final List<Contender> contenders = new ArrayList<>();

  private Main() {}

  public static void main(String[] args) {
    Main main = new Main();
    main.parse(args);
    System.out.print(main.throughput > 0 ? main.rates() : main.table());
  }

  private void parse(String[] args) {
    int i = 0;
    while (i < args.length) {
      switch (args[i]) {
        case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
        case "--warmup" -> warmup = Integer.parseInt(args[i + 1]);
        case "--throughput" -> throughput = Double.parseDouble(args[i + 1]);
        case "--name" -> {
          int end = i + 2;
          while (end < args.length && !args[end].equals("--name")) {
            end++;
          }
          contenders.add(new Contender(args[i + 1], Arrays.asList(args).subList(i + 2, end)));
          i = end - 2;
        }
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
      i += 2;
    }
  }

  private String rates() {
    Throughput measure = new Throughput(throughput, PATH);
    double[] one = measure.measure(contenders, 1);
    double[] two = measure.measure(contenders, 2);
    StringBuilder out = new StringBuilder("| command | one caller, 1/s | two callers, 1/s |\n");
    out.append("|---|---:|---:|\n");
    for (int i = 0; i < one.length; i++) {
      out.append("| %s | %.0f | %.0f |%n".formatted(contenders.get(i).name(), one[i], two[i]));
    }
    return out.toString();
  }

  private String table() {
    List<Series> all = new Bench(rounds, warmup).run(contenders, PATH);
    Series first = all.getFirst();
    StringBuilder out = new StringBuilder();
    out.append("| command | median ms | minimum ms | ").append(first.contender().name());
    out.append(" is |\n|---|---:|---:|---:|\n");
    for (Series series : all) {
      out.append(
          "| %s | %.2f | %.2f | %s |%n"
              .formatted(
                  series.contender().name(),
                  series.medianMillis(),
                  series.minimumMillis(),
                  series.equals(first) ? "" : "%.2f×".formatted(first.medianRatioTo(series))));
    }
    return out.toString();
  }
}
