package dev.limpet.images.source;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.tar.TarEntry;
import dev.limpet.images.tar.TarReader;
import dev.limpet.linux.OsString;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Files of an archive on disk, read where they stand. */
final class ArchiveContent implements Content {
  private static final int MAX_ENTRIES = 100_000;
  private static final int BUFFER = 256 << 10;
  private static final int MAX_LINKS = 8;

  /** Where a file's content is; or, for a link, the path that it leads to. */
  private record Entry(long position, long size, String link) {}

  private final Path archive;
  private final Map<String, Entry> entries = new HashMap<>();

  /** Reads through {@code archive} once. */
  ArchiveContent(Path archive) throws IOException {
    this.archive = archive;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), BUFFER)) {
      TarReader reader = new TarReader(in);
      TarEntry entry = reader.next();
      while (entry != null) {
        add(entry, reader.position());
        entry = reader.next();
      }
    }
  }

  private void add(TarEntry entry, long position) {
    if (entries.size() == MAX_ENTRIES) {
      throw new ImageException("an archive of images has more than " + MAX_ENTRIES + " files");
    }
    String path = clean("", entry.path());
    switch (entry.kind()) {
      case FILE -> entries.put(path, new Entry(position, entry.size(), ""));
      case HARD_LINK -> entries.put(path, new Entry(0, 0, clean("", entry.link())));
      case SYMBOLIC_LINK -> {
        String parent = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
        entries.put(path, new Entry(0, 0, clean(parent, entry.link())));
      }
      case DIRECTORY, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> {}
    }
  }

  /** {@code path} from {@code parent} without dots; what is above the top is the top. */
  private static String clean(String parent, String path) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : (path.startsWith("/") ? path : parent + "/" + path).split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return String.join("/", names);
  }

  @Override
  public boolean has(String path) {
    return entries.containsKey(clean("", path));
  }

  @Override
  public InputStream open(String path) throws IOException {
    Entry entry = entries.get(clean("", path));
    for (int links = 0; entry != null && !entry.link.isEmpty(); links++) {
      entry = links == MAX_LINKS ? null : entries.get(entry.link);
    }
    if (entry == null) {
      throw new ImageException("the archive has no file " + OsString.visible(path));
    }
    FileChannel channel = FileChannel.open(archive);
    channel.position(entry.position);
    return new Bounded(Channels.newInputStream(channel), entry.size);
  }
}
