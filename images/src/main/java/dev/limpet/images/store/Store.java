package dev.limpet.images.store;

import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageConfig;
import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Json;
import dev.limpet.images.oci.Manifest;
import dev.limpet.images.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept between commands: {@code blobs}, {@code refs} and {@code trees} in one directory.
 *
 * <p>Who adds to it holds the file {@code lock} with others; who takes away what nothing refers to
 * holds it alone, since what has just been added may not be referred to yet.
 */
public final class Store {
  private static final int SHORTEST_ID = 8;

  private final Path directory;
  private final Blobs blobs;
  private final Refs refs;
  private final Trees trees;

  private Store(Path directory) {
    this.directory = directory;
    this.blobs = new Blobs(directory.resolve("blobs/sha256"));
    this.refs = new Refs(directory.resolve("refs"));
    this.trees = new Trees(directory.resolve("trees"));
  }

  /** {@code $XDG_DATA_HOME/limpet}, or {@code ~/.local/share/limpet}. */
  public static Path place(Map<String, String> environment) {
    String data = environment.get("XDG_DATA_HOME");
    if (data != null && data.startsWith("/")) {
      return Path.of(data, "limpet");
    }
    String home = environment.get("HOME");
    if (home == null || !home.startsWith("/")) {
      throw new ImageException(
          "neither XDG_DATA_HOME nor HOME says where images are kept: set one to a directory");
    }
    return Path.of(home, ".local/share/limpet");
  }

  /** The store in {@code directory}, which is made if it is missing, for its owner only. */
  public static Store open(Path directory) throws IOException {
    Store store = new Store(directory);
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      // Trees may hold files that would gain rights from who runs them: nobody else gets there.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
    for (Path part :
        List.of(store.blobs.directory(), store.refs.directory(), store.trees.directory())) {
      Files.createDirectories(part);
    }
    return store;
  }

  public Blobs blobs() {
    return blobs;
  }

  public Refs refs() {
    return refs;
  }

  public Trees trees() {
    return trees;
  }

  /** To be held by who adds. */
  public Lock adding() throws InterruptedException {
    return Lock.shared(directory.resolve("lock"));
  }

  /** To be held by who takes away; null while somebody adds. */
  @Nullable Lock removing() {
    return Lock.tryExclusive(directory.resolve("lock"));
  }

  /**
   * The image that {@code word} names: by its name, or by the first digits of the digest of its
   * configuration or manifest.
   */
  public Ref find(String word) throws IOException {
    Ref byId = byId(word);
    if (byId != null) {
      return byId;
    }
    Ref ref = refs.get(Reference.parse(word));
    if (ref == null) {
      throw new ImageException(
          "no image " + word + " is here: see limpet images, or get it with limpet pull " + word);
    }
    return ref;
  }

  private @Nullable Ref byId(String word) throws IOException {
    String hex = word.startsWith("sha256:") ? word.substring(7) : word;
    boolean id = hex.length() >= SHORTEST_ID && hex.length() <= 64;
    for (int i = 0; i < hex.length() && id; i++) {
      id = Character.digit(hex.charAt(i), 16) >= 0;
    }
    Ref found = null;
    for (Ref ref : id ? refs.all() : List.<Ref>of()) {
      if (ref.config().hex().startsWith(hex) || ref.manifest().hex().startsWith(hex)) {
        if (found != null && !found.config().equals(ref.config())) {
          throw new ImageException("several images begin with " + word + ": give more digits");
        }
        found = found == null ? ref : found;
      }
    }
    return found;
  }

  public Manifest manifest(Ref ref) throws IOException {
    String what = "the manifest of " + ref.name();
    return Manifest.read(blobs.read(ref.manifest(), Json.MAX_SIZE, what), what);
  }

  public ImageConfig config(Ref ref) throws IOException {
    return config(ref.config(), ref.name());
  }

  public ImageConfig config(Digest digest, String name) throws IOException {
    String what = "the configuration of " + name;
    return ImageConfig.read(blobs.read(digest, Json.MAX_SIZE, what), what);
  }
}
