package dev.limpet.images;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Platform;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import dev.limpet.images.tree.Limits;
import dev.limpet.images.tree.Ownership;
import dev.limpet.images.tree.Shortfall;
import dev.limpet.images.tree.Unpacker;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several commands do alike. */
final class Here {
  /** The options of what unpacks. */
  static final List<String> UNPACKING =
      List.of("--platform OS/ARCH", "--no-unpack", "--max-size SIZE", "--max-entries N");

  private Here() {}

  static Store store() throws IOException {
    return Store.open(Store.place(System.getenv()));
  }

  static Platform platform(Words words) {
    String text = words.value("--platform");
    return text == null ? Platform.own() : Platform.parse(text);
  }

  static Limits limits(Words words) {
    String size = words.value("--max-size");
    String entries = words.value("--max-entries");
    return new Limits(
        size == null ? Limits.DEFAULT.bytes() : number(size, "--max-size", true),
        entries == null ? Limits.DEFAULT.entries() : number(entries, "--max-entries", false));
  }

  /** A number above 0, as a size with k, m, g or t behind it. */
  private static long number(String text, String option, boolean size) {
    String letters = "kmgt";
    int unit =
        text.isEmpty()
            ? -1
            : letters.indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
    String digits = size && unit >= 0 ? text.substring(0, text.length() - 1) : text;
    int shift = size && unit >= 0 ? 10 * (unit + 1) : 0;
    boolean whole = !digits.isEmpty() && digits.length() <= 18;
    for (int i = 0; i < digits.length() && whole; i++) {
      whole = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    long number = whole ? Long.parseLong(digits) : 0;
    if (number == 0 || number > Long.MAX_VALUE >> shift) {
      String wanted = size ? "a size such as 500m or 20g" : "a number";
      throw new ImageException(option + " " + text + " is not " + wanted);
    }
    return number << shift;
  }

  static Unpacker unpacker(Store store, Limits limits) throws IOException {
    return unpacker(store, limits, Ownership.ofProcess());
  }

  static Unpacker unpacker(Store store, Limits limits, Ownership ownership) {
    return new Unpacker(store.blobs()::path, limits, ownership);
  }

  /** Makes the tree of an image, unless it is there. */
  static void unpack(Store store, Ref ref, Limits limits) throws IOException, InterruptedException {
    Shortfall shortfall =
        store
            .trees()
            .make(ref.config(), store.manifest(ref), store.config(ref), unpacker(store, limits));
    tell(shortfall);
  }

  static void tell(Shortfall shortfall) {
    if (!shortfall.text().isEmpty()) {
      System.err.println(
          "limpet: not as in the image, for which you lack the rights: " + shortfall.text());
    }
  }

  /** A name, or null where the list is shorter. */
  static @Nullable String optional(List<String> words, int at) {
    return at < words.size() ? words.get(at) : null;
  }
}
