package dev.limpet.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the words after {@code limpet run}. */
final class RunOptionsParser {
  static final String ROOTFS = "--rootfs";
  static final String MAP = "--map";
  static final String VOL = "--vol";
  static final String ENV = "-e";
  static final String CWD = "-C";
  static final String DRY_RUN = "--dry-run";
  static final String END = "--";

  static final List<String> OPTIONS = List.of(ROOTFS, MAP, VOL, ENV, CWD, DRY_RUN, "--help");

  private final List<String> words;
  private int at;

  private @Nullable String rootfs;
  private final List<RunOptions.Bind> binds = new ArrayList<>();
  private final List<String> env = new ArrayList<>();
  private @Nullable String cwd;
  private boolean dryRun;

  private RunOptionsParser(List<String> words) {
    this.words = words;
  }

  /**
   * The options and the command.
   *
   * @throws UsageException naming the word that is wrong
   */
  static RunOptions parse(List<String> words) {
    return new RunOptionsParser(words).parse();
  }

  /** Whether help is asked for: among the options, not in the command. */
  static boolean wantsHelp(List<String> words) {
    for (String word : words) {
      if (word.equals("--help") || word.equals("-h")) {
        return true;
      }
      if (word.equals(END) || !word.startsWith("-")) {
        return false;
      }
    }
    return false;
  }

  private RunOptions parse() {
    while (at < words.size() && option(words.get(at))) {
      at++;
    }
    List<String> command = words.subList(at, words.size());
    if (command.isEmpty()) {
      throw new UsageException("run: no command is given: limpet run [OPTION...] [--] COMMAND...");
    }
    if (command.get(0).isEmpty()) {
      throw new UsageException("run: the command is an empty word");
    }
    return new RunOptions(rootfs == null ? "/" : rootfs, binds, env, cwd, dryRun, command);
  }

  /** Takes one option with its values; false where the command begins. */
  private boolean option(String word) {
    if (word.equals(END)) {
      at++;
      return false;
    }
    if (!word.startsWith("-") || word.equals("-")) {
      return false;
    }
    switch (word) {
      case ROOTFS -> rootfs = once(ROOTFS, rootfs, value(word, "DIR"));
      case MAP -> bind(word, false);
      case VOL -> bind(word, true);
      case ENV -> env.add(RunValues.env(value(word, "NAME=VALUE")));
      case CWD -> cwd = once(CWD, cwd, RunValues.boxPath(word, value(word, "DIR")));
      case DRY_RUN -> dryRun = true;
      default -> throw unknown(word);
    }
    return true;
  }

  private void bind(String option, boolean writable) {
    String source = value(option, "SRC DST");
    at++;
    if (at == words.size()) {
      throw new UsageException(
          "run: " + option + " " + source + " has no DST: " + option + " SRC DST");
    }
    String destination = RunValues.destination(option, words.get(at));
    for (RunOptions.Bind other : binds) {
      if (other.destination().equals(destination)) {
        throw new UsageException(
            "run: " + other.source() + " and " + source + " are both put on " + destination);
      }
    }
    binds.add(new RunOptions.Bind(RunValues.source(option, source), destination, writable));
  }

  private String value(String option, String form) {
    at++;
    if (at == words.size()) {
      throw new UsageException("run: " + option + " has no value: " + option + " " + form);
    }
    return words.get(at);
  }

  private static String once(String option, @Nullable String before, String value) {
    if (before != null) {
      throw new UsageException("run: " + option + " is given twice: " + before + " and " + value);
    }
    return RunValues.source(option, value);
  }

  private static UsageException unknown(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (equals >= 0 && OPTIONS.contains(name)) {
      return new UsageException("run: " + name + " takes its value as the next word, without =");
    }
    return new UsageException(
        "run: no option " + word + Nearest.suggestion(name, OPTIONS) + " See limpet run --help");
  }
}
