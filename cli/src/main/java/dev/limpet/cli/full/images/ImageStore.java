package dev.limpet.cli.full.images;

import dev.limpet.cli.ImageWord;
import dev.limpet.cli.UsageException;
import dev.limpet.formats.image.ImageName;
import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import org.jspecify.annotations.Nullable;

/** The images that are here, to look at; the verbs of images change what is. */
public final class ImageStore {
  private static final int REF_LIMIT = 1 << 16;
  private static final String SHA256 = "sha256:";

  private final Kernel kernel;
  private final @Nullable String directory;

  public ImageStore(Kernel kernel, Environment environment) {
    this.kernel = kernel;
    this.directory = ImageWord.store(environment);
  }

  /**
   * An image that has a name.
   *
   * @param name the whole name
   * @param hex the digest of its configuration, by which its tree is called
   * @param manifest the digest of its manifest
   */
  public record Named(String name, String hex, String manifest) {}

  /** Where its parts are. */
  String path(String part) {
    if (directory == null) {
      throw new UsageException(
          "neither XDG_DATA_HOME nor HOME says where images are kept: set one to a directory");
    }
    return directory + "/" + part;
  }

  /** The image that {@code word} names, by its name or the beginning of an id; null for none. */
  @Nullable Named find(String word) {
    if (directory == null) {
      return null;
    }
    String id = word.startsWith(SHA256) ? word.substring(SHA256.length()) : word;
    Named found = ImageWord.isId(id) ? byId(id) : null;
    ImageName name = found == null ? ImageName.parse(word) : null;
    return name == null ? found : read(ImageName.file(name.toString()));
  }

  private @Nullable Named byId(String id) {
    Named found = null;
    for (String file : files()) {
      Named one = file.startsWith(".") ? null : read(file);
      if (one != null && (one.hex.startsWith(id) || one.manifest.startsWith(id))) {
        if (found != null && !found.hex.equals(one.hex)) {
          throw new UsageException("several images begin with " + id + ": give more digits");
        }
        found = one;
      }
    }
    return found;
  }

  private Iterable<String> files() {
    try (Fd refs = Fd.open(kernel, path("refs"), Flags.O_RDONLY | Flags.O_DIRECTORY)) {
      return DirectoryEntries.names(kernel, refs.number());
    } catch (ErrnoException e) {
      return java.util.List.of(); // there are no images yet
    }
  }

  private @Nullable Named read(String file) {
    String path = path("refs/" + file);
    String text = text(kernel, path, REF_LIMIT);
    if (text == null) {
      return null;
    }
    try {
      JsonFields fields = JsonFields.of(JsonReader.read(text));
      String config = fields.string("config");
      String manifest = fields.string("manifest");
      if (!ImageName.isDigest(config) || !ImageName.isDigest(manifest)) {
        throw new UsageException(path + " names no digest: limpet rmi and pull make it anew");
      }
      int from = SHA256.length();
      return new Named(fields.string("name"), config.substring(from), manifest.substring(from));
    } catch (JsonException e) {
      throw new UsageException(path + ": " + e.getMessage());
    }
  }

  /** What is in a file; null where there is none, or none of the caller's. */
  static @Nullable String text(Kernel kernel, String path, int limit) {
    try (Fd file = Fd.open(kernel, path, Flags.O_RDONLY)) {
      return OsString.decode(file.readAll(limit));
    } catch (ErrnoException e) {
      return switch (e.errno()) {
        case Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES -> null;
        default -> throw e;
      };
    }
  }
}
