package dev.limpet.cli.full;

import dev.limpet.cli.Quantities;
import dev.limpet.cli.RunOptionsParser;
import dev.limpet.cli.RunSettings;
import dev.limpet.cli.RunValues;
import dev.limpet.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What options of the full program have said so far. */
final class FullSettings extends RunSettings {
  /** All options, for suggestions. */
  static final List<String> OPTIONS =
      List.of(
          "--rootfs",
          "--map",
          "--vol",
          "--volume",
          "--tmpfs",
          "--env",
          "--unset",
          "--env-file",
          "--clear-env",
          "--workdir",
          "--hostname",
          "--user",
          "--map-root",
          "--net",
          "--network",
          "--seccomp",
          "--nofile",
          "--fsize",
          "--timeout",
          "--stats",
          "--init",
          "--rm",
          "--dry-run",
          "--help");

  private final List<String> envFiles = new ArrayList<>();
  private @Nullable Long timeout;
  private FullOptions.Stats stats = FullOptions.Stats.NONE;
  private boolean dryRun;

  FullSettings(boolean writableRoot) {
    super(writableRoot);
  }

  @Override
  public @Nullable String form(String option) {
    return switch (option) {
      case "--env-file" -> "FILE";
      case "--timeout" -> "DURATION";
      case "--stats", "--dry-run" -> "";
      default -> super.form(option);
    };
  }

  @Override
  public boolean mayHaveValue(String option) {
    return option.equals("--stats");
  }

  @Override
  public String unknown(String verb, String option) {
    return "no option "
        + option
        + Nearest.suggestion(option, OPTIONS)
        + "see limpet "
        + verb
        + " --help";
  }

  @Override
  public void set(String option, String value) {
    switch (option) {
      case "--env-file" -> envFiles.add(RunValues.source(option, value));
      case "--timeout" -> timeout = once(option, timeout, Quantities.duration(option, value));
      case "--stats" -> stats = stats(value);
      case "--dry-run" -> dryRun = true;
      default -> super.set(option, value);
    }
  }

  private static FullOptions.Stats stats(String value) {
    return switch (value) {
      case "" -> FullOptions.Stats.TEXT;
      case "json" -> FullOptions.Stats.JSON;
      default -> throw new UsageException("--stats=" + value + ": --stats or --stats=json");
    };
  }

  /** All of it, with the command. */
  FullOptions options(List<String> command) {
    return new FullOptions(with(command), envFiles, timeout, stats, dryRun);
  }

  /** Whether help is asked for: among the options, not in the command. */
  static boolean wantsHelp(List<String> words) {
    FullSettings table = new FullSettings(false);
    int at = 0;
    while (at < words.size() && RunOptionsParser.isOption(words.get(at))) {
      String word = words.get(at);
      if (word.equals("--help") || word.equals("-h")) {
        return true;
      }
      String form = table.form(word);
      at += form == null || form.isEmpty() ? 1 : 2;
      if (form != null && at <= words.size() && table.wantsDestination(word, words.get(at - 1))) {
        at++;
      }
    }
    return false;
  }
}
