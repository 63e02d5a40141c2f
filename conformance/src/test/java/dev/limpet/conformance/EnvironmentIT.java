package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static dev.limpet.conformance.Limpet.limpetIn;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Arguments and environment arrive byte for byte. */
@ParameterizedClass
@EnumSource(Caller.class)
record EnvironmentIT(Caller caller) {
  @Test
  void environmentIsTheCallersWithWhatWasSet() {
    Outcome outcome =
        limpetIn(
            Path.of("/"),
            Map.of("KEPT", "1", "CHANGED", "2"),
            caller,
            "run",
            "-e",
            "CHANGED=3",
            "-e",
            "NEW=a=b c",
            "-e",
            "KEPT",
            "--",
            "sh",
            "-c",
            "echo $KEPT/$CHANGED/$NEW");
    assertEquals("1/3/a=b c", outcome.line(), outcome.err());
  }

  @Test
  void argumentsArriveUnchanged() {
    assertEquals(
        "<a b><><--help><$HOME><->",
        limpet(caller, "run", "--", "printf", "<%s>", "a b", "", "--help", "$HOME", "-").line());
  }

  @Test
  void optionsEndAtTheCommand() {
    assertEquals("-e x", limpet(caller, "run", "echo", "-e x").line().replace("-e -e", "-e"));
  }

  @Test
  void bytesThatAreNotUtf8Survive() {
    String run = Shell.quote(Limpet.command(caller, "run"));
    assertEquals(
        "ff fe 0a",
        Limpet.host("sh", "-c", run + " -- printf \"$(printf '\\377\\376')\\n\" | od -An -tx1")
            .line());
    assertEquals(
        "c3 28",
        Limpet.host(
                "sh",
                "-c",
                run + " -e \"V=$(printf '\\303\\050')\" -- sh -c 'printf %s \"$V\"' | od -An -tx1")
            .line());
  }

  @Test
  void manyAndLongArgumentsArrive() {
    String[] words = new String[2003];
    List.of("run", "--", "sh", "-c", "echo $# ${#1}", "sh").toArray(words);
    words[6] = "x".repeat(100_000);
    for (int i = 7; i < words.length; i++) {
      words[i] = "y".repeat(40);
    }
    assertEquals("1997 100000", limpet(caller, words).line());
  }
}
