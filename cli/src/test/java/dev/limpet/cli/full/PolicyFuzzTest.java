package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.limpet.cli.UsageException;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;

/** Any text as a policy: options, or one line of refusal that has a place. */
class PolicyFuzzTest {
  /** A byte below their number is one of them, others are themselves. */
  private static final List<String> WORDS = words();

  private static List<String> words() {
    List<String> words = new ArrayList<>(List.of(": ", "\n", "\n  - ", "[", "]", "{", "}", ", "));
    for (String key : PolicyReader.keys()) {
      words.add(key + ": ");
    }
    words.addAll(List.of("src: ", "dst: ", "options: ", "/a", "./b", "true", "none", "1", "\""));
    return words;
  }

  private static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || (bytes[i] >= 0 && bytes[i] < WORDS.size() && bytes[i] != ' ')) {
        text.append(OsString.decode(bytes, start, i - start));
        text.append(i == bytes.length ? "" : WORDS.get(bytes[i]));
        start = i + 1;
      }
    }
    return text.toString();
  }

  @FuzzTest(maxDuration = "30s")
  void anyTextIsAPolicyOrRefusedByItsPlace(byte[] bytes) {
    Request policy;
    try {
      policy = PolicyReader.read("run", "/p/f", text(bytes)).checked();
    } catch (UsageException e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("run: /p/f:"), e.getMessage());
      return;
    }
    assertComesBack(policy);
  }

  /** Words as in /proc/PID/cmdline; one of a single byte may be an option. */
  @FuzzTest(maxDuration = "30s")
  void anyCommandLineComesBackFromItsPolicy(byte[] bytes) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == 0) {
        boolean known = i - start == 1 && bytes[start] >= 0;
        words.add(
            known && bytes[start] < FullSettings.OPTIONS.size()
                ? FullSettings.OPTIONS.get(bytes[start])
                : OsString.decode(bytes, start, i - start));
        start = i + 1;
      }
    }
    Request request;
    try {
      request = Request.of("run", words).checked();
    } catch (UsageException e) {
      assertFalse(String.valueOf(e.getMessage()).isEmpty());
      return;
    }
    assertComesBack(request);
  }

  private static void assertComesBack(Request request) {
    String text = PolicyText.of(request, "/c");
    Request again = PolicyReader.read("run", "/p/f", text).checked();
    assertEquals(text, PolicyText.of(again, "/elsewhere"));
    assertTrue(OsString.isEncodable(text));
    List<String> command = request.command().isEmpty() ? List.of("x") : request.command();
    assertEquals(
        inPlace(request, command).options().plain().env(),
        inPlace(again, command).options().plain().env());
  }

  private static Request inPlace(Request request, List<String> command) {
    return new Request("run", request.given(), command, true);
  }
}
