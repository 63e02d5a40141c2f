package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.cli.RunSpec;
import org.junit.jupiter.api.Test;

class HelpTextTest {
  private static final int WIDTH = 82;

  @Test
  void linesFitATerminal() {
    for (String text :
        new String[] {
          HelpText.LIMPET,
          HelpText.RUN,
          ExecCommand.HELP,
          PsCommand.HELP,
          LogsCommand.HELP,
          KillCommand.HELP,
          WaitCommand.HELP,
          RmCommand.HELP,
          ImagesHelp.TEXT
        }) {
      int start = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        String line = text.substring(start, end);
        assertTrue(line.length() <= WIDTH, line);
        start = end + 1;
      }
    }
  }

  @Test
  void everyOptionIsExplained() {
    for (String option : FullSettings.OPTIONS) {
      assertTrue(
          HelpText.RUN.contains("\n  " + option + " ")
              || HelpText.RUN.contains("\n  " + option + ", ")
              || HelpText.RUN.contains(", " + option + " "),
          option);
    }
  }

  @Test
  void boundsAreThoseOfTheBox() {
    assertTrue(RunSpec.TMP_SIZE.equals("256m") && HelpText.RUN.contains("256 MiB"));
    assertTrue(RunSpec.SHM_SIZE.equals("64m") && HelpText.RUN.contains("64 MiB"));
  }
}
