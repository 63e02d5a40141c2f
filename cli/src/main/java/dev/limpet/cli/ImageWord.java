package dev.limpet.cli;

import dev.limpet.formats.image.ImageName;
import dev.limpet.linux.Environment;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * Whether the first word of a command could be an image: it has a colon or an at sign, or an image
 * that is here has that name. A path from the root or the current directory is none.
 */
public final class ImageWord {
  /** As many digits of an id as name an image. */
  public static final int SHORTEST_ID = 8;

  private ImageWord() {}

  /** Where images are kept; null where the environment does not say. */
  public static @Nullable String store(Environment environment) {
    String data = environment.get("XDG_DATA_HOME");
    if (data != null && data.startsWith("/")) {
      return data + "/limpet";
    }
    String home = environment.get("HOME");
    return home == null || !home.startsWith("/") ? null : home + "/.local/share/limpet";
  }

  /** Whether the word is a path, and so nothing else. */
  public static boolean isPath(String word) {
    return word.startsWith("/") || word.startsWith(".");
  }

  /** Whether it has what no other word has. */
  public static boolean isReference(String word) {
    return !isPath(word) && (word.indexOf(':') >= 0 || word.indexOf('@') >= 0);
  }

  /** Whether it may be the beginning of an id. */
  public static boolean isId(String word) {
    return word.length() >= SHORTEST_ID && ImageName.isHex(word);
  }

  /** Whether all that there is to know has to be looked at: no word without is an image. */
  static boolean mayBe(Kernel kernel, Environment environment, String word) {
    return isReference(word) || isId(word) || isHere(kernel, environment, word);
  }

  private static boolean isHere(Kernel kernel, Environment environment, String word) {
    String store = store(environment);
    ImageName name = store == null || isPath(word) ? null : ImageName.parse(word);
    if (name == null) {
      return false;
    }
    try {
      kernel.statx(Flags.AT_FDCWD, store + "/refs/" + ImageName.file(name.toString()), 0);
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  /** What is said of a command that is not there; for one of several parts nothing. */
  public static String elsewhere(String word) {
    ImageName name = isPath(word) ? null : ImageName.parse(word);
    return name == null ? "" : "; the image of that name is " + name.familiar();
  }
}
