package dev.limpet.cli;

import dev.limpet.cli.RunOptions.Bind;
import dev.limpet.cli.RunOptions.Tmpfs;
import java.util.ArrayList;
import java.util.List;

/** Values of the options that put something at a path of the box. */
public final class PlaceValues {
  /** What a tmpfs may hold where nothing is said. */
  static final String TMPFS_SIZE = "size=67108864";

  /** How many files: empty ones take kernel memory, too. */
  private static final String TMPFS_FILES = "nr_inodes=262144";

  private PlaceValues() {}

  /** {@code SRC[:DST[:ro]]}, as docker has it. */
  static Bind volume(String option, String value) {
    int first = value.indexOf(':');
    String source = first < 0 ? value : value.substring(0, first);
    String rest = first < 0 ? value : value.substring(first + 1);
    int second = rest.indexOf(':');
    String destination = second < 0 ? rest : rest.substring(0, second);
    String mode = second < 0 ? "rw" : rest.substring(second + 1);
    if (!mode.equals("rw") && !mode.equals("ro")) {
      throw new UsageException(
          option + " " + value + " ends in " + mode + ": after DST stands ro or rw");
    }
    if (!source.startsWith("/") && !source.startsWith(".")) {
      throw new UsageException(
          option
              + " "
              + value
              + " names a volume, of which there are none: SRC is a path, such as ./"
              + source);
    }
    return new Bind(
        RunValues.source(option, source),
        RunValues.destination(option, destination),
        mode.equals("rw"));
  }

  /** {@code DST[:OPTION,...]}, as docker has it. */
  static Tmpfs tmpfs(String option, String value) {
    int colon = value.indexOf(':');
    return colon < 0
        ? tmpfs(option, value, "")
        : tmpfs(option, value.substring(0, colon), value.substring(colon + 1));
  }

  /** A tmpfs with options separated by commas. */
  static Tmpfs tmpfs(String option, String destination, String text) {
    List<String> options = new ArrayList<>();
    options.add("nosuid");
    options.add("nodev");
    boolean sized = false;
    boolean counted = false;
    int at = 0;
    while (at < text.length()) {
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      String one = text.substring(at, end);
      sized |= one.startsWith("size=");
      counted |= one.startsWith("nr_inodes=");
      checked(option, one, options);
      at = end + 1;
    }
    if (!sized) {
      options.add(TMPFS_SIZE);
    }
    if (!counted) {
      options.add(TMPFS_FILES);
    }
    return new Tmpfs(RunValues.destination(option, destination), options);
  }

  private static void checked(String option, String word, List<String> options) {
    if (word.startsWith("size=")) {
      long size = Quantities.size(option, word.substring("size=".length()));
      if (size == 0) {
        throw new UsageException(option + " " + word + ": a tmpfs without bounds is not to be had");
      }
      options.add("size=" + size);
    } else if (word.startsWith("mode=") && isMode(word.substring("mode=".length()))) {
      options.add(word);
    } else if (word.startsWith("nr_inodes=")) {
      options.add(
          "nr_inodes=" + Quantities.count(option, word.substring("nr_inodes=".length()), 1));
    } else if (word.equals("ro") || word.equals("noexec")) {
      options.add(word);
    } else if (!word.equals("rw")
        && !word.equals("exec")
        && !word.equals("nosuid")
        && !word.equals("nodev")) {
      throw new UsageException(
          option
              + " has the option "
              + word
              + ": size=SIZE, mode=OCTAL, nr_inodes=N, ro, rw, exec and noexec are there");
    }
  }

  private static boolean isMode(String text) {
    boolean octal = !text.isEmpty() && text.length() <= 5;
    int mode = 0;
    for (int i = 0; i < text.length() && octal; i++) {
      int digit = text.charAt(i) - '0';
      octal = digit >= 0 && digit <= 7;
      mode = mode * 8 + digit;
    }
    return octal && mode <= 07777;
  }
}
