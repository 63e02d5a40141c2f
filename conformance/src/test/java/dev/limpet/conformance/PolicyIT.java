package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static dev.limpet.conformance.Limpet.limpetIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Options from a file, and back into one. */
@ParameterizedClass
@EnumSource(Caller.class)
record PolicyIT(Caller caller) {
  private static Path policy(String text) throws IOException {
    return Files.writeString(Scratch.directory("policy").resolve("box.yaml"), text);
  }

  @Test
  void policyMakesTheBox() throws IOException {
    Path policy =
        policy(
            """
            map: [{src: data, dst: /mnt}]
            env: {A: "from the policy"}
            hostname: held
            nofile: 64
            command: [sh, -c, 'echo $A; hostname; ulimit -n; cat /mnt/x; touch /mnt/y || exit 3']
            """);
    Path data = Files.createDirectory(policy.resolveSibling("data"));
    Files.writeString(data.resolve("x"), "beside the policy\n");
    Outcome outcome = limpet(caller, "run", "--policy", policy.toString());
    assertEquals("from the policy\nheld\n64\nbeside the policy", outcome.line());
    assertEquals(3, outcome.exit());
  }

  @Test
  void commandLineComesAfterThePolicy() throws IOException {
    Path policy = policy("{\"nofile\": 64, \"env\": [\"A=1\", \"B=1\"], \"command\": [\"false\"]}");
    Outcome outcome =
        limpet(
            caller,
            "run",
            "--nofile=32",
            "--policy",
            policy.toString(),
            "-e",
            "B=2",
            "--",
            "sh",
            "-c",
            "echo $A $B $(ulimit -n)");
    assertEquals("1 2 32", outcome.line());
    assertEquals(1, limpet(caller, "run", "--policy=" + policy).exit());
  }

  @Test
  void mistakesAreToldByFileLineAndColumn() throws IOException {
    Path policy = policy("net: none\nhostnam: x\n");
    assertRefused(policy + ":2:1: no key \"hostnam\" is known here; did you mean", policy);
    Files.writeString(policy, "# limits\nnofile: one\n");
    assertRefused(policy + ":2:9: --nofile one is no number", policy);
    Files.writeString(policy, "init: maybe\n");
    assertRefused(policy + ":1:7: $.init is a string, and true or false", policy);
    Files.writeString(policy, "net: &x none\n");
    assertRefused(policy + ":1:6: anchors are not understood", policy);
    Files.delete(policy);
    assertRefused("--policy " + policy + " cannot be read: ENOENT", policy);
  }

  private void assertRefused(String mentions, Path policy) {
    Outcome outcome = limpet(caller, "run", "--policy", policy.toString(), "--", "true");
    assertEquals(125, outcome.exit());
    assertEquals("", outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().startsWith("limpet: run: "), outcome.err());
    assertTrue(outcome.err().contains(mentions), outcome.err());
  }

  @Test
  void printedPolicyMakesTheSameBox() throws IOException {
    Path made = Scratch.directory("printed");
    List<String> words =
        List.of(
            "-e",
            "A=x: 'y'",
            "--vol",
            made.toString(),
            "/mnt",
            "--tmpfs",
            "/srv:size=1m",
            "--init",
            "--timeout=100",
            "-C",
            "/srv",
            "--",
            "sh",
            "-c",
            "touch /mnt/ran; exit 0");
    List<String> printing = new ArrayList<>(List.of("run", "--print-policy"));
    printing.addAll(words);
    Outcome printed = limpetIn(made, Map.of(), caller, printing.toArray(new String[0]));
    assertEquals(0, printed.exit(), printed.err());
    assertFalse(Files.exists(made.resolve("ran")));
    Path policy = policy(printed.out());
    List<String> plan = new ArrayList<>(List.of("run", "--dry-run"));
    plan.addAll(words);
    Outcome typed = limpetIn(made, Map.of(), caller, plan.toArray(new String[0]));
    Outcome read =
        limpetIn(made, Map.of(), caller, "run", "--dry-run", "--policy", policy.toString());
    assertEquals(0, typed.exit(), typed.err());
    assertEquals(typed.out(), read.out());
    Outcome again = limpet(caller, "run", "--print-policy", "--policy", policy.toString());
    assertEquals(printed.out(), again.out());
  }
}
