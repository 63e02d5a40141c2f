package dev.limpet.cli.full.images;

import dev.limpet.cli.ImageWord;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.HostPrograms;

/** Whether the first word of {@code limpet run} is an image or a command: see {@link ImageWord}. */
public final class ImageChoice {
  private final Kernel kernel;
  private final Environment environment;

  public ImageChoice(Kernel kernel, Environment environment) {
    this.kernel = kernel;
    this.environment = environment;
  }

  /** Whether it is an image; where it could as well be a command of the host this is said. */
  public boolean isImage(String word) {
    if (ImageWord.isReference(word)) {
      return true;
    }
    if (ImageWord.isPath(word) || new ImageStore(kernel, environment).find(word) == null) {
      return false;
    }
    String path = environment.get("PATH");
    if (word.indexOf('/') < 0 && HostPrograms.find(kernel, path, word) != null) {
      new Stdio(kernel)
          .failure(
              "run: " + word + " is the image of that name; the command of the host is -- " + word);
    }
    return true;
  }
}
