package dev.limpet.images.tree;

import dev.limpet.images.oci.ImageException;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;

/** Names of the way from the root to an entry. */
final class EntryPath {
  private static final int SHOWN = 80;

  private EntryPath() {}

  /** The names of {@code path}, none for the root; {@code ..} is refused. */
  static List<String> names(String path) {
    if (OsString.encode(path).length > Limits.PATH) {
      throw new ImageException(
          brief(path) + " is longer than " + Limits.PATH + " bytes, the most that a path may have");
    }
    if (path.indexOf('\0') >= 0) {
      throw new ImageException(brief(path) + " has a NUL in its path");
    }
    List<String> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        throw new ImageException(brief(path) + " leads out of the image: its path has ..");
      }
      if (!name.isEmpty() && !name.equals(".")) {
        checkName(name, path);
        names.add(name);
      }
    }
    return names;
  }

  private static void checkName(String name, String path) {
    if (OsString.encode(name).length > Limits.NAME) {
      throw new ImageException(
          brief(path) + " has a name of more than " + Limits.NAME + " bytes in its path");
    }
  }

  /** {@code path} on one line that is not too long. */
  static String brief(String path) {
    String shown = path.length() <= SHOWN ? path : path.substring(0, SHOWN) + "…";
    return OsString.visible(shown);
  }
}
