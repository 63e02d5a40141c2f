package dev.limpet.images.store;

import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Takes away what no name refers to, and what processes that are no more have left unfinished. */
public final class Garbage {
  private final Store store;
  private long blobs;
  private long trees;
  private long parts;
  private long bytes;
  private long inUse;
  private boolean busy;

  public Garbage(Store store) {
    this.store = store;
  }

  /** Removes blobs and trees of no image; while somebody adds images, none. */
  public void collect() throws IOException {
    try (Lock alone = store.removing()) {
      if (alone == null) {
        busy = true;
        return;
      }
      Set<String> needed = new HashSet<>();
      Set<String> configs = new HashSet<>();
      for (Ref ref : store.refs().all()) {
        mark(ref, needed);
        configs.add(ref.config().hex());
      }
      removeBlobs(needed);
      removeTrees(configs);
    }
  }

  private void mark(Ref ref, Set<String> needed) throws IOException {
    needed.add(ref.manifest().hex());
    needed.add(ref.config().hex());
    if (!store.blobs().has(ref.manifest())) {
      throw new ImageException(
          "the manifest of "
              + ref.name()
              + " is not there, and what else it needs is not known: pull it again, or remove it"
              + " with limpet rmi");
    }
    for (Descriptor layer : store.manifest(ref).layers()) {
      needed.add(layer.digest().hex());
    }
  }

  private void removeBlobs(Set<String> needed) throws IOException {
    for (String name : names(store.blobs().directory())) {
      if (isDigest(name) && !needed.contains(name)) {
        Path file = store.blobs().path(new Digest(name));
        bytes += Files.size(file);
        Files.delete(file);
        blobs++;
      }
    }
  }

  private void removeTrees(Set<String> configs) throws IOException {
    Path directory = store.trees().directory();
    // Of each there are several names: the tree, its description, its lock.
    Set<String> all = new TreeSet<>();
    for (String name : names(directory)) {
      all.add(name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.')));
    }
    for (String hex : all) {
      if (!isDigest(hex) || configs.contains(hex)) {
        continue;
      }
      try (Lock lock = Lock.tryExclusive(directory.resolve(hex + Trees.LOCK))) {
        if (lock == null) {
          inUse++;
        } else {
          trees += Files.exists(directory.resolve(hex)) ? 1 : 0;
          Trees.remove(directory, hex, lock);
        }
      }
    }
  }

  /** Removes what is unfinished and nobody's: half blobs, half trees, files without a name yet. */
  public void removeParts() throws IOException {
    for (Path directory : List.of(store.blobs().directory(), store.refs().directory())) {
      removeFiles(directory);
    }
    Path trees = store.trees().directory();
    removeFiles(trees);
    for (String name : names(trees)) {
      String hex = name.substring(0, Math.max(name.indexOf('.'), 0));
      if (name.endsWith(Durable.PART) && isDigest(hex)) {
        try (Lock lock = Lock.tryExclusive(trees.resolve(hex + Trees.LOCK))) {
          if (lock != null) {
            Removal.remove(trees.resolve(name));
            Files.deleteIfExists(lock.path());
            parts++;
          }
        }
      }
    }
  }

  private void removeFiles(Path directory) throws IOException {
    for (String name : names(directory)) {
      Path file = directory.resolve(name);
      if (name.endsWith(Durable.PART) && Files.isRegularFile(file)) {
        try (Lock lock = Lock.tryExisting(file)) {
          if (lock != null) {
            bytes += Files.size(file);
            Files.delete(file);
            parts++;
          }
        }
      }
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static boolean isDigest(String name) {
    return name.matches("[0-9a-f]{64}");
  }

  /** What was done, in one line. */
  public String text() {
    String text =
        "removed "
            + blobs
            + " blobs, "
            + trees
            + " trees and "
            + parts
            + " unfinished files: "
            + bytes
            + " bytes without those of the trees";
    String used = inUse == 0 ? "" : "; " + inUse + " trees are in use";
    String waits = busy ? "; images are being added: run it again for what no image needs" : "";
    return text + used + waits;
  }
}
