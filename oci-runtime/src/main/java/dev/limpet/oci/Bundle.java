package dev.limpet.oci;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.runtimespec.SpecReader;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Kernel;

/**
 * A directory with a config.json.
 *
 * @param path the directory, absolute
 * @param text what its config.json has
 * @param spec the same, read
 */
record Bundle(String path, String text, Spec spec) {
  private static final String CONFIG = "config.json";

  static Bundle read(Kernel kernel, String directory, String config) {
    String path = Files.absolute(kernel, directory);
    String file = config.startsWith("/") ? config : path + "/" + config;
    try {
      String text = Files.read(kernel, file);
      return new Bundle(path, text, parse(text, file));
    } catch (ErrnoException e) {
      String hint =
          switch (e.errno()) {
            case Errno.ENOENT -> ": --bundle wants a directory with a " + CONFIG;
            case Errno.EFBIG -> ": it may have " + Files.LIMIT + " bytes at the most";
            default -> "";
          };
      throw new FailedException(file + ": " + Errno.name(e.errno()) + hint);
    }
  }

  /** Reads a config.json of which messages say that it is {@code file}. */
  static Spec parse(String text, String file) {
    try {
      return SpecReader.read(text);
    } catch (JsonException e) {
      throw new FailedException(e.in(file));
    }
  }

  /** The directory of the root, absolute. */
  String rootfs() {
    String root = spec.root().path();
    return root.startsWith("/") ? root : path + "/" + root;
  }
}
