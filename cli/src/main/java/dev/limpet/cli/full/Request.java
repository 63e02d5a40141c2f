package dev.limpet.cli.full;

import dev.limpet.cli.ImageWord;
import dev.limpet.cli.RunOptionsParser;
import dev.limpet.cli.UsageException;
import dev.limpet.cli.full.images.ImageChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command line or a policy asks for, option by option, before it is judged.
 *
 * @param verb {@code run} or {@code build}
 * @param given in order
 * @param command may be empty
 * @param literal whether its first word is a command and no image, whatever it looks like
 */
record Request(String verb, List<Given> given, List<String> command, boolean literal) {
  Request {
    given = List.copyOf(given);
    command = List.copyOf(command);
  }

  /**
   * What {@code words} say.
   *
   * @throws UsageException where there is no such option, or one lacks its value
   */
  static Request of(String verb, List<String> words) {
    Recorder recorder = new Recorder();
    List<String> command = RunOptionsParser.parse(verb, ShortOptions.split(words), recorder);
    return new Request(verb, recorder.given(), command, recorder.isLiteral());
  }

  /** The file of {@code --policy}, or null. */
  @Nullable String policy() {
    String file = null;
    for (Given one : given) {
      if (one.option().equals("--policy")) {
        if (file != null) {
          throw new UsageException(
              verb + ": --policy is given twice: " + file + " and " + one.values().get(0));
        }
        file = one.values().get(0);
      }
    }
    return file;
  }

  /** Whether {@code --print-policy} is given. */
  boolean printed() {
    for (Given one : given) {
      if (one.option().equals("--print-policy")) {
        return true;
      }
    }
    return false;
  }

  /**
   * This after {@code policy}: what has one value is this one's where both say it, what repeats is
   * both's, and the command is this one's if there is one.
   */
  Request under(Request policy) {
    List<Given> all = new ArrayList<>();
    for (Given one : policy.given) {
      if (!isReplaced(one)) {
        all.add(one);
      }
    }
    all.addAll(given);
    return command.isEmpty()
        ? new Request(verb, all, policy.command, true)
        : new Request(verb, all, command, literal);
  }

  private boolean isReplaced(Given policys) {
    if (OptionNames.repeats(policys.option())) {
      return false;
    }
    String subject = OptionNames.subject(policys.option());
    for (Given one : given) {
      if (OptionNames.subject(one.option()).equals(subject)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same, where the first word of the command is an image if {@code choice} says so: as though
   * it were given as such.
   */
  Request withImage(ImageChoice choice) {
    boolean settled = literal || command.isEmpty() || !verb.equals("run");
    for (Given one : given) {
      settled |= one.option().equals("--image") || one.option().equals("--rootfs");
    }
    if (settled || !choice.isImage(command.get(0))) {
      return this;
    }
    List<Given> all = new ArrayList<>(given);
    all.add(new Given("--image", List.of(command.get(0)), null));
    return new Request(verb, all, command.subList(1, command.size()), true);
  }

  /** What is said of a command that is not there: what else it could have been. */
  String elsewhere() {
    boolean named = !literal && verb.equals("run") && !command.isEmpty();
    return named ? ImageWord.elsewhere(command.get(0)) : "";
  }

  /**
   * The options that all this is.
   *
   * @throws UsageException naming the value that is wrong, and its place in the policy
   */
  FullOptions options() {
    FullSettings settings = settings();
    return settings.options(
        settings.hasImage() ? command : RunOptionsParser.checked(verb, command));
  }

  /** The same, of which every value is known to be good. */
  Request checked() {
    FullSettings settings = settings();
    if (!command.isEmpty() && !settings.hasImage()) {
      RunOptionsParser.checked(verb, command);
    }
    return this;
  }

  private FullSettings settings() {
    FullSettings settings = new FullSettings(verb.equals("build"));
    for (Given one : given) {
      if (!OptionNames.isAboutPolicies(one.option())) {
        set(settings, one);
      }
    }
    return settings;
  }

  private void set(FullSettings settings, Given one) {
    List<String> values = one.values();
    try {
      if (values.size() == 2) {
        settings.set(one.option(), values.get(0), values.get(1));
      } else {
        settings.set(one.option(), values.isEmpty() ? "" : values.get(0));
      }
    } catch (UsageException e) {
      String where = one.where() == null ? "" : one.where() + ": ";
      throw new UsageException(verb + ": " + where + e.getMessage());
    }
  }
}
