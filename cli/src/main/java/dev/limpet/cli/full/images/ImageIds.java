package dev.limpet.cli.full.images;

import dev.limpet.cli.UsageException;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;

/** Ids that a box of an image has. */
public final class ImageIds {
  private static final int LIMIT = 1 << 16;

  private ImageIds() {}

  /** All ids that the caller's user namespace has, each as itself: what root may give a box. */
  public static List<IdMapping> all(Kernel kernel, String file) {
    List<IdMapping> all = new ArrayList<>();
    String text;
    try (Fd map = Fd.open(kernel, file, Flags.O_RDONLY)) {
      text = OsString.decode(map.readAll(LIMIT));
    }
    List<String> words = words(text);
    for (int i = 0; i + 2 < words.size(); i += 3) {
      int inside = (int) Long.parseLong(words.get(i));
      all.add(new IdMapping(inside, inside, (int) Long.parseLong(words.get(i + 2))));
    }
    return all;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean blank = i == text.length() || text.charAt(i) <= ' ';
      if (blank && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!blank && start < 0) {
        start = i;
      }
    }
    return words;
  }

  /** Refuses an id that the box does not have. */
  public static void check(List<IdMapping> map, int id, String kind, String image) {
    long wanted = Integer.toUnsignedLong(id);
    for (IdMapping range : map) {
      long first = Integer.toUnsignedLong(range.containerID());
      if (wanted >= first && wanted - first < Integer.toUnsignedLong(range.size())) {
        return;
      }
    }
    throw new UsageException(
        "run: the "
            + kind
            + " "
            + wanted
            + " of the image "
            + image
            + " is not among the ids that you may use: as root, usermod --add-subuids and"
            + " --add-subgids give more, or -u names another user");
  }
}
