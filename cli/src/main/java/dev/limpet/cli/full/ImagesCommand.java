package dev.limpet.cli.full;

import dev.limpet.cli.full.images.ImagesProgram;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import java.util.List;

/** {@code limpet load} and the other verbs of images, of which this program knows the manual. */
final class ImagesCommand {
  private final Kernel kernel;
  private final String verb;

  ImagesCommand(Kernel kernel, String verb) {
    this.kernel = kernel;
    this.verb = verb;
  }

  int run(List<String> words) {
    for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
      if (words.get(i).equals("--help") || words.get(i).equals("-h")) {
        return HelpCommand.print(kernel, ImagesHelp.TEXT);
      }
    }
    Environment environment = Environment.ofProcess();
    return new ImagesProgram(kernel, environment, OwnIds.helpers(kernel, environment))
        .become(verb, words);
  }
}
