package dev.limpet.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code bench/run}'s measuring part.
 *
 * <p>Arguments: {@code --rounds N}, {@code --warmup N}, then one group a contender: {@code --name
 * NAME WORD…}. The first contender is the one that the others are compared with. Prints a Markdown
 * table.
 */
final class Main {
  private int rounds = 200;
  private int warmup = 10;
  private final List<Contender> contenders = new ArrayList<>();

  private Main() {}

  public static void main(String[] args) {
    Main main = new Main();
    main.parse(args);
    System.out.print(main.table());
  }

  private void parse(String[] args) {
    int i = 0;
    while (i < args.length) {
      switch (args[i]) {
        case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
        case "--warmup" -> warmup = Integer.parseInt(args[i + 1]);
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

  private String table() {
    String path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    List<Series> all = new Bench(rounds, warmup).run(contenders, path);
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
