package dev.limpet.images;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code limpet images}: what is here. */
final class ImagesCommand {
  private ImagesCommand() {}

  static void run(List<String> words) throws IOException {
    Words given = Words.parse(words, List.of("--json", "-q --quiet"));
    given.rest(0, 0, "images [--json | -q]");
    Store store = Here.store();
    List<Ref> refs = store.refs().all();
    if (given.has("--json")) {
      System.out.println(json(store, refs));
    } else if (given.has("--quiet")) {
      refs.forEach(ref -> System.out.println(Reference.parse(ref.name()).familiar()));
    } else {
      table(store, refs);
    }
  }

  /** Of the layers as they came; not what they unpack to. */
  private static long size(Store store, Ref ref) throws IOException {
    long size = 0;
    for (Descriptor layer : store.manifest(ref).layers()) {
      size += layer.size();
    }
    return size;
  }

  private static String json(Store store, List<Ref> refs) throws IOException {
    JsonWriter out = new JsonWriter().beginArray();
    for (Ref ref : refs) {
      out.beginObject().member("name", ref.name()).member("id", ref.config().toString());
      out.member("manifest", ref.manifest().toString());
      out.member("platform", ref.platform().toString()).member("size", size(store, ref));
      out.member("unpacked", store.trees().has(ref.config())).endObject();
    }
    return out.endArray().toString();
  }

  private static void table(Store store, List<Ref> refs) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "ID", "PLATFORM", "SIZE", "UNPACKED"));
    for (Ref ref : refs) {
      rows.add(
          List.of(
              Reference.parse(ref.name()).familiar(),
              ref.config().brief(),
              ref.platform().toString(),
              String.format(Locale.ROOT, "%.1f MB", size(store, ref) / 1e6),
              store.trees().has(ref.config()) ? "yes" : "no"));
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        line.append(row.get(i))
            .repeat(' ', i == row.size() - 1 ? 0 : width + 2 - row.get(i).length());
      }
      System.out.println(line);
    }
  }
}
