package dev.limpet.cli.full;

import dev.limpet.formats.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a policy: what {@code --print-policy} prints, and {@code --policy} reads. */
final class PolicyText {
  /** Keys of YAML have an end. */
  private static final int LONGEST_NAME = 500;

  private final FullSettings table = new FullSettings(false);
  private final StringBuilder out = new StringBuilder();

  private PolicyText() {}

  /**
   * The policy for {@code request}.
   *
   * @param cwd from where its relative paths are taken
   */
  static String of(Request request, String cwd) {
    PolicyText text = new PolicyText();
    List<Map<String, List<Given>>> sections = sections(text.absolute(request, cwd));
    for (int i = 0; i < sections.size(); i++) {
      boolean last = i == sections.size() - 1;
      text.section(
          sections.get(i), last ? request.command() : List.of(), sections.size() > 1 ? "  " : "");
    }
    return text.out.toString();
  }

  private List<Given> absolute(Request request, String cwd) {
    List<Given> all = new ArrayList<>();
    for (Given one : request.given()) {
      if (!OptionNames.isAboutPolicies(one.option())) {
        all.add(HostPaths.from(cwd, one, form(one.option())));
      }
    }
    return all;
  }

  private String form(String option) {
    return String.valueOf(table.form(option));
  }

  /**
   * Options by name, which a mapping has each once. Where the order of several counts and they
   * alternate, another section begins.
   */
  private static List<Map<String, List<Given>>> sections(List<Given> given) {
    List<Map<String, List<Given>>> sections = new ArrayList<>();
    sections.add(new LinkedHashMap<>());
    // The latest of each family, and in which section it is.
    Map<String, String> latest = new LinkedHashMap<>();
    Map<String, Integer> at = new LinkedHashMap<>();
    for (Given one : given) {
      String name = OptionNames.canonical(one.option());
      String family = OptionNames.family(name);
      int section = at.getOrDefault(family, 0);
      if (!name.equals(latest.get(family)) && sections.get(section).containsKey(name)) {
        section++;
        if (section == sections.size()) {
          sections.add(new LinkedHashMap<>());
        }
      }
      sections.get(section).computeIfAbsent(name, _ -> new ArrayList<>()).add(one);
      latest.put(family, name);
      at.put(family, section);
    }
    return sections;
  }

  /** A mapping; as one of a list if it is indented. */
  private void section(Map<String, List<Given>> options, List<String> command, String indent) {
    int start = out.length();
    for (Map.Entry<String, List<Given>> option : options.entrySet()) {
      out.append(indent).append(option.getKey(), 2, option.getKey().length()).append(':');
      List<Given> given = option.getValue();
      if (OptionNames.repeats(option.getKey())) {
        list(option.getKey(), given, indent);
      } else {
        List<String> values = given.get(0).values();
        out.append(' ').append(values.isEmpty() ? "true" : YamlWriter.scalar(values.get(0)));
        out.append('\n');
      }
    }
    if (!command.isEmpty()) {
      out.append(indent).append(PolicyReader.COMMAND).append(":\n");
      for (String word : command) {
        out.append(indent).append("  - ").append(YamlWriter.scalar(word)).append('\n');
      }
    }
    if (out.length() == start) {
      out.append(indent).append("{}\n");
    }
    if (!indent.isEmpty()) {
      out.setCharAt(start, '-');
    }
  }

  private void list(String option, List<Given> given, String indent) {
    out.append('\n');
    boolean mapping = form(option).equals(PolicyValues.VARIABLE) && haveNames(given);
    for (Given one : given) {
      out.append(indent).append("  ");
      if (mapping) {
        variable(one.values().get(0));
      } else {
        out.append("- ").append(element(option, one.values()));
      }
      out.append('\n');
    }
  }

  private static String element(String option, List<String> values) {
    if (values.size() == 1) {
      return YamlWriter.scalar(values.get(0));
    }
    return "{"
        + PolicyValues.firstKey(option)
        + ": "
        + YamlWriter.scalar(values.get(0))
        + ", dst: "
        + YamlWriter.scalar(values.get(1))
        + "}";
  }

  private void variable(String entry) {
    int equals = entry.indexOf('=');
    out.append(YamlWriter.string(equals < 0 ? entry : entry.substring(0, equals))).append(':');
    if (equals >= 0) {
      out.append(' ').append(YamlWriter.scalar(entry.substring(equals + 1)));
    }
  }

  /** Whether each variable is there once, with a name that can be a key. */
  private static boolean haveNames(List<Given> given) {
    Set<String> names = new HashSet<>();
    boolean all = true;
    for (Given one : given) {
      String entry = one.values().get(0);
      int equals = entry.indexOf('=');
      String name = equals < 0 ? entry : entry.substring(0, equals);
      all &= name.length() <= LONGEST_NAME && names.add(name);
    }
    return all;
  }
}
