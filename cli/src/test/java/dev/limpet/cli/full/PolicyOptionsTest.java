package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every option of the table can be in a policy: a new one fails here until it can. */
class PolicyOptionsTest {
  private final FullSettings table = new FullSettings(false);

  /** Two values for each form that there is, of which the words are separated by spaces. */
  private static List<String> samples(String option, String form) {
    return switch (form) {
      case "" -> List.of("");
      case "DIR", "FILE" -> List.of("/d", "/e");
      case "SRC DST" -> List.of("/a /b", "/c /d");
      case "SRC[:DST[:ro]]" -> List.of("/a:/b:ro", "/c");
      case "DST[:OPTION,...]" -> List.of("/x:size=1m", "size=2k,ro /y");
      case "NAME=VALUE" -> List.of("A=b:#c", "B");
      case "NAME" -> List.of("n", "true");
      case "USER[:GROUP]" -> List.of("5:6", "7");
      case "IMAGE" -> List.of("alpine", "localhost:5000/a:1");
      case "PROGRAM", "ARG" -> List.of("/bin/a", "b");
      case "N" -> List.of("9", "10");
      case "SIZE" -> List.of("4m", "8388608");
      case "DURATION" -> List.of("1.5s", "2");
      case "PORT" -> List.of("80", "443");
      default -> alternatives(option, form);
    };
  }

  /** {@code a|b|c:NAME|FILE}. */
  private static List<String> alternatives(String option, String form) {
    assertTrue(form.indexOf('|') > 0, option + " has a form that has no samples here: " + form);
    List<String> words = new ArrayList<>();
    for (int at = 0; at <= form.length(); ) {
      int bar = form.indexOf('|', at);
      int end = bar < 0 ? form.length() : bar;
      String word = form.substring(at, end);
      words.add(word.equals("FILE") ? "/d" : word.replace("NAME", "n"));
      at = end + 1;
    }
    return words;
  }

  private static List<String> words(String option, String sample) {
    List<String> words = new ArrayList<>();
    words.add(option);
    int space = sample.indexOf(' ');
    if (space >= 0) {
      words.add(sample.substring(0, space));
      words.add(sample.substring(space + 1));
    } else if (!sample.isEmpty()) {
      words.add(sample);
    }
    return words;
  }

  private static Request request(List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.add("--");
    all.add("x");
    return Request.of("run", all);
  }

  private static void assertComesBack(List<String> options) {
    Request request = request(options);
    String text = PolicyText.of(request.checked(), "/c");
    assertEquals(request.options(), PolicyReader.read("run", "/p/f", text).options(), text);
    assertNotEquals("{}\n", text);
  }

  @Test
  void everyOptionComesBackFromThePrintedPolicy() {
    for (String option : FullSettings.OPTIONS) {
      if (!OptionNames.isAboutPolicies(option)) {
        for (String sample : samples(option, String.valueOf(table.form(option)))) {
          assertComesBack(words(option, sample));
        }
        String optional = OptionNames.optionalForm(option);
        assertEquals(table.mayHaveValue(option), !optional.isEmpty(), option);
        if (!optional.isEmpty()) {
          assertComesBack(List.of(option + "=" + (optional.equals("DIR") ? "/d" : optional)));
        }
      }
    }
  }

  @Test
  void optionRepeatsOrIsReplacedAndNeverBoth() {
    for (String option : FullSettings.OPTIONS) {
      boolean absent = OptionNames.isAboutPolicies(option);
      List<String> samples =
          absent ? List.of() : samples(option, String.valueOf(table.form(option)));
      if (samples.size() > 1) {
        List<String> both = new ArrayList<>(words(option, samples.get(0)));
        both.addAll(words(option, samples.get(1)));
        if (OptionNames.repeats(option)) {
          assertNotEquals(
              request(words(option, samples.get(1))).options(), request(both).options(), option);
        } else {
          assertThrows(UsageException.class, () -> request(both).options(), option);
          Request policy =
              PolicyReader.read(
                  "run", "/f", PolicyText.of(request(words(option, samples.get(0))), "/c"));
          Request typed = request(words(option, samples.get(1)));
          assertEquals(typed.options(), typed.under(policy).options(), option);
        }
      }
    }
  }

  @Test
  void everyLetterHasALongName() {
    for (char c = 'A'; c <= 'z'; c++) {
      String letter = "-" + c;
      if (table.form(letter) != null) {
        String name = OptionNames.canonical(letter);
        assertTrue(FullSettings.OPTIONS.contains(name), letter);
        assertEquals(table.form(name), table.form(letter), letter);
      }
    }
  }

  @Test
  void keysOfAPolicyAreTheOptionsAndTheCommand() {
    List<String> keys = PolicyReader.keys();
    assertTrue(keys.contains("rootfs") && keys.contains("command"));
    assertFalse(keys.contains("policy") || keys.contains("help"));
    assertEquals(FullSettings.OPTIONS.size() - 3 + 1, keys.size());
  }
}
