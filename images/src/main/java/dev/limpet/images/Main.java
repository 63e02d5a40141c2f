package dev.limpet.images;

import dev.limpet.images.oci.ImageException;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.OsString;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;

/**
 * The verbs of images: {@code limpet-full} starts this class with a verb and its arguments.
 *
 * <p>Exit codes are those of limpet: 0, or 125 after one line that says what was wrong.
 */
public final class Main {
  private static final int FAILURE = 125;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> words) {
    String verb = words.isEmpty() ? "" : words.getFirst();
    try {
      dispatch(verb, words.subList(Math.min(1, words.size()), words.size()));
      System.out.flush();
      if (System.out.checkError()) {
        throw new ImageException("standard output cannot be written to");
      }
      return 0;
    } catch (ImageException | ErrnoException e) {
      return fail(verb, String.valueOf(e.getMessage()));
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      return fail(verb, e.getFile() + ": " + reason);
    } catch (IOException e) {
      return fail(verb, e.getMessage() == null ? e.toString() : e.getMessage());
    } catch (InterruptedException e) {
      return fail(verb, "interrupted");
    }
  }

  private static int fail(String verb, String message) {
    System.err.println(
        "limpet: " + (verb.isEmpty() ? "" : verb + ": ") + OsString.visible(message));
    return FAILURE;
  }

  private static void dispatch(String verb, List<String> words)
      throws IOException, InterruptedException {
    switch (verb) {
      case "pull" -> PullCommand.run(words);
      case "push" -> PushCommand.run(words);
      case "load" -> LoadCommand.run(words);
      case "save" -> SaveCommand.run(words);
      case "images" -> ImagesCommand.run(words);
      case "inspect" -> InspectCommand.run(words);
      case "rmi" -> RmiCommand.run(words);
      case "unpack" -> UnpackCommand.run(words);
      case "prune" -> PruneCommand.run(words);
      default -> throw new ImageException("no verb of images");
    }
  }
}
