package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.formats.json.JsonArray;
import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonNull;
import dev.limpet.formats.json.JsonObject;
import dev.limpet.formats.json.JsonString;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.Place;
import dev.limpet.formats.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a policy: options by their long names. The values are judged where those of the command
 * line are; here is only what their kinds are.
 */
final class PolicyReader {
  static final String COMMAND = "command";

  private final String file;
  private final FullSettings table = new FullSettings(false);
  private final List<Given> given = new ArrayList<>();
  private List<String> command = List.of();

  private PolicyReader(String file) {
    this.file = file;
  }

  /**
   * What the policy asks for.
   *
   * @param verb for messages
   * @param file its path, from whose directory relative paths in it are taken
   * @throws UsageException with file, line and column of what is wrong
   */
  static Request read(String verb, String file, String text) {
    PolicyReader reader = new PolicyReader(file);
    try {
      reader.sections(YamlReader.read(text));
      return new Request(verb, reader.given, reader.command, true);
    } catch (JsonException e) {
      throw new UsageException(verb + ": " + e.in(file));
    }
  }

  /** The names that a policy may have as keys. */
  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (String option : FullSettings.OPTIONS) {
      if (!OptionNames.isAboutPolicies(option)) {
        keys.add(option.substring(2));
      }
    }
    keys.add(COMMAND);
    return keys;
  }

  /** A mapping, or a list of them where the order of options counts. */
  private void sections(JsonValue root) {
    if (root instanceof JsonNull) {
      throw new JsonException(root.place(), "nothing is in it: options of run are wanted");
    }
    if (root instanceof JsonArray sections) {
      for (JsonValue section : sections.elements()) {
        section(section.asObject());
      }
    } else {
      section(root.asObject());
    }
  }

  private void section(JsonObject section) {
    for (Map.Entry<String, JsonObject.Member> member : section.members().entrySet()) {
      String key = member.getKey();
      JsonValue value = member.getValue().value();
      String option = "--" + key;
      String form = table.form(option);
      if (key.equals(COMMAND)) {
        command(value);
      } else if (form == null || OptionNames.isAboutPolicies(option)) {
        throw JsonFields.unknown(key, member.getValue().keyPlace(), keys());
      } else if (form.isEmpty()) {
        flag(option, value);
      } else {
        valued(option, form, value);
      }
    }
  }

  private void command(JsonValue value) {
    if (!command.isEmpty()) {
      throw JsonFields.wrong(value, "is there twice");
    }
    List<String> words = new ArrayList<>();
    for (JsonValue word : value.asArray()) {
      words.add(PolicyValues.word(word, "WORD"));
    }
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw JsonFields.wrong(value, "has no program: [COMMAND, ARG, ...]");
    }
    command = words;
  }

  private void flag(String option, JsonValue value) {
    String form = OptionNames.optionalForm(option);
    if (value instanceof JsonString string && !form.isEmpty()) {
      if (string.value().isEmpty()) {
        throw JsonFields.wrong(value, "is empty, and true or " + form + " is wanted");
      }
      add(option, form, List.of(PolicyValues.word(value, form)), value.place());
    } else if (value.asBoolean()) {
      add(option, "", List.of(), value.place());
    }
  }

  private void valued(String option, String form, JsonValue value) {
    if (!OptionNames.repeats(option)) {
      add(option, form, List.of(PolicyValues.word(value, form)), value.place());
    } else if (form.equals(PolicyValues.VARIABLE) && value instanceof JsonObject object) {
      for (Map.Entry<String, JsonObject.Member> member : object.members().entrySet()) {
        String entry = PolicyValues.variable(member.getKey(), member.getValue());
        add(option, form, List.of(entry), member.getValue().keyPlace());
      }
    } else if (value instanceof JsonArray list) {
      for (JsonValue element : list.elements()) {
        add(option, form, PolicyValues.words(option, form, element), element.place());
      }
    } else {
      add(option, form, PolicyValues.words(option, form, value), value.place());
    }
  }

  private void add(String option, String form, List<String> values, Place place) {
    Given one = new Given(option, values, where(place));
    String path = HostPaths.of(one, form);
    if (path != null && path.startsWith("~")) {
      throw new JsonException(
          place, place.path() + ": a policy is no shell, which knows ~: write the path in full");
    }
    given.add(HostPaths.from(directory(), one, form));
  }

  private String where(Place place) {
    return file + ":" + place.line() + ":" + place.column();
  }

  /** Of the policy; {@code ./} tells a path from a volume's name. */
  private String directory() {
    int slash = file.lastIndexOf('/');
    String directory = slash < 0 ? "." : slash == 0 ? "/" : file.substring(0, slash);
    return directory.startsWith("/") || directory.startsWith(".") ? directory : "./" + directory;
  }
}
