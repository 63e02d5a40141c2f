package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What bash offers behind {@code limpet}. */
class CompletionIT {
  /** The words as bash has them, of which the last is completed. */
  private static List<String> completed(Path directory, String... words) {
    StringBuilder script = new StringBuilder("set -u; cd " + directory + "; . <(");
    script.append(Limpet.binary()).append(" completion bash); complete -p limpet >/dev/null; ");
    script.append("COMP_WORDS=(limpet");
    for (String word : words) {
      script.append(" '").append(word).append('\'');
    }
    script.append("); COMP_CWORD=").append(words.length);
    script.append("; _limpet; printf '%s\\n' \"${COMPREPLY[@]}\"");
    Outcome outcome = Limpet.host("bash", "--norc", "-c", script.toString());
    assertEquals("", outcome.err());
    assertEquals(0, outcome.exit());
    return outcome.out().strip().lines().toList();
  }

  private static List<String> completed(String... words) {
    return completed(Path.of("/"), words);
  }

  @Test
  void verbsAreCompleted() {
    assertEquals(List.of("run"), completed("ru"));
    assertEquals(List.of("build"), completed("help", "b"));
    assertEquals(List.of("bash"), completed("completion", ""));
    assertTrue(completed("").containsAll(List.of("run", "build", "help", "version")));
  }

  @Test
  void optionsOfOtherVerbsAreCompleted() {
    assertEquals(List.of("--follow"), completed("logs", "--fo"));
    assertEquals(List.of("--signal"), completed("kill", "one", "--s"));
    assertEquals(List.of("--tty"), completed("exec", "--t"));
    assertEquals(List.of("--json"), completed("ps", "--j"));
    assertEquals(List.of("--json"), completed("doctor", "--j"));
    assertEquals(List.of("--help"), completed("wait", "--"));
  }

  @Test
  void optionsAreCompletedWhereTheyMayStand() {
    assertEquals(List.of("--hostname"), completed("run", "--hostn"));
    assertEquals(List.of("--rootfs"), completed("build", "--map", "/etc", "/mnt", "--roo"));
    assertEquals(List.of("--init"), completed("run", "--tmpfs", "size=1m", "/x", "--ini"));
    assertEquals(List.of("--init"), completed("run", "--tmpfs", "/x", "--ini"));
    assertEquals(List.of("--init"), completed("run", "-v", "/a", ":", "/b", "--ini"));
    assertEquals(List.of("--init"), completed("run", "-e", "A", "=", "b", "--ini"));
    assertEquals(List.of("--init"), completed("run", "--net", "=", "host", "--ini"));
    assertEquals(List.of("--init"), completed("run", "--stats", "=", "json", "--ini"));
    assertFalse(completed("run", "--", "ls", "--ini").contains("--init"));
  }

  @Test
  void everyOptionOfTheHelpIsOffered() {
    List<String> offered = completed("run", "-");
    String help = Limpet.limpet(Caller.SELF, "help", "run").out();
    for (String option : offered) {
      assertTrue(help.contains(option), option);
    }
    assertTrue(offered.containsAll(List.of("--policy", "--timeout", "--env-file", "-C", "-v")));
  }

  @Test
  void valuesAreCompletedByTheirForm() {
    assertTrue(completed("run", "--net", "").containsAll(List.of("none", "host")));
    assertEquals(List.of("host"), completed("run", "--network", "ho"));
    assertEquals(List.of("host"), completed("run", "--net", "=", "ho"));
    assertTrue(completed("run", "--seccomp", "=").contains("default"));
    assertEquals(List.of("json"), completed("run", "--stats", "="));
    assertEquals(
        List.of("/proc/self/mountinfo"), completed("run", "--env-file", "/proc/self/mountinf"));
    assertEquals(
        List.of("/proc/self/mountinfo"), completed("run", "--map", "/etc", "/proc/self/mountinf"));
    assertEquals(
        List.of("/proc/self/mountinfo"), completed("run", "-v", "/x", ":", "/proc/self/mountinf"));
    assertFalse(
        completed("run", "--rootfs", "/proc/self/mountinf").contains("/proc/self/mountinfo"));
    assertEquals(List.of(), completed("run", "--hostname", ""));
  }

  @Test
  void namesWithSpacesStayWhole() throws IOException {
    Path directory = Scratch.directory("completion");
    Files.createFile(directory.resolve("a file"));
    assertEquals(List.of("a file"), completed(directory, "run", "--policy", "a"));
  }

  @Test
  void commandIsCompletedAsOne() {
    assertTrue(completed("run", "setpri").contains("setpriv"));
    assertTrue(completed("run", "--init", "--", "setpri").contains("setpriv"));
    assertEquals(List.of("/proc/self/mountinfo"), completed("run", "cat", "/proc/self/mountinf"));
  }
}
