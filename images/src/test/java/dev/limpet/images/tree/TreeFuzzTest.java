package dev.limpet.images.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.limpet.images.oci.ImageException;
import dev.limpet.images.store.Removal;
import dev.limpet.images.tar.TarReader;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.SystemKernel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Layers come from anybody: whatever they say, nothing is touched but what is below the root. */
class TreeFuzzTest {
  private static final String[] NAMES = {
    "a", "b", ".", "..", ".wh.a", ".wh.b", ".wh..wh..opq", ".wh.", "", "out", ".wh..wh.plnk"
  };
  private static final String TYPES = "0123456";

  @FuzzTest(maxDuration = "30s")
  void anyBytesAreReadOrRefused(byte[] bytes) throws IOException {
    TarReader reader = new TarReader(new ByteArrayInputStream(bytes));
    try {
      while (reader.next() != null) {
        reader.readAll(1 << 20, "an entry");
      }
    } catch (ImageException e) {
      assertTrue(e.getMessage() != null);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyLayersStayBelowTheRoot(FuzzedDataProvider data) throws IOException {
    Path folder = Files.createTempDirectory("limpet-fuzz");
    try {
      Path out = Files.writeString(folder.resolve("out"), "untouched");
      Path root = Files.createDirectory(folder.resolve("root"));
      apply(data, root);
      assertEquals("untouched", Files.readString(out));
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(List.of(out, root), files.sorted().toList());
      }
    } finally {
      Removal.remove(folder);
    }
  }

  private static void apply(FuzzedDataProvider data, Path root) throws IOException {
    SystemKernel kernel = new SystemKernel();
    try (Fd fd = Fd.open(kernel, root.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY);
        Tree tree = new Tree(kernel, fd.number(), Ownership.OWN, new Limits(10_000, 100))) {
      for (int left = data.consumeInt(1, 4); left > 0; left--) {
        tree.apply(new TarReader(new ByteArrayInputStream(layer(data).bytes())));
      }
      tree.finish();
    } catch (ImageException e) {
      assertTrue(e.getMessage() != null);
    } catch (ErrnoException e) {
      // What the model lets through the kernel may still refuse, such as a name that is too long;
      // but never because something is not as the model has it.
      assertTrue(
          !e.getMessage().contains("EEXIST") && !e.getMessage().contains("ENOTEMPTY"),
          e.getMessage());
    }
  }

  private static Tars layer(FuzzedDataProvider data) {
    Tars tar = new Tars();
    for (int left = data.consumeInt(1, 8); left > 0; left--) {
      char type = TYPES.charAt(data.consumeInt(0, TYPES.length() - 1));
      // Devices are for root; a number of one could be anything.
      char kind = type == '3' || type == '4' ? '5' : type;
      byte[] content = new byte[kind == '0' ? data.consumeInt(0, 20) : 0];
      tar.entry(kind, path(data), kind == '1' || kind == '2' ? path(data) : "", content);
    }
    return tar;
  }

  private static String path(FuzzedDataProvider data) {
    StringBuilder path = new StringBuilder();
    for (int left = data.consumeInt(1, 4); left > 0; left--) {
      path.append(path.isEmpty() && data.consumeInt(0, 4) > 0 ? "" : "/");
      path.append(NAMES[data.consumeInt(0, NAMES.length - 1)]);
    }
    return path.toString();
  }
}
