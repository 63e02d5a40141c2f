package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.cli.EnvChange;
import dev.limpet.cli.RunOptions;
import dev.limpet.cli.RunSpec;
import dev.limpet.linux.Environment;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvFileTest {
  @Test
  void filesComeBeforeWhatTheCommandLineSays() {
    RunOptions.Env env = new RunOptions.Env(true, List.of(new EnvChange.Set("X", "line")));
    List<EnvChange> file = EnvFile.parse("f", "# a comment\n\nX=file\nB\r\n Y= a b \n");
    Environment callers = new Environment(List.of("B=2"));
    assertEquals(
        List.of("X=line", "B=2", "Y= a b "),
        RunSpec.environment(env, file, callers, callers).entries());
  }
}
