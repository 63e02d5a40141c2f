package dev.limpet.images.tree;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.tar.TarEntry;
import dev.limpet.linux.OsString;
import java.util.List;

/** What a file has beside its content. */
record Attributes(
    int uid,
    int gid,
    int mode,
    long modifiedSeconds,
    int modifiedNanos,
    List<TarEntry.Attribute> extended) {
  private static final long MAX_ID = 0xffff_fffeL;

  /** Those of a directory that no layer describes: the same at every unpacking. */
  static final Attributes IMPLIED = new Attributes(0, 0, 0755, 0, 0, List.of());

  static Attributes of(TarEntry entry) {
    return new Attributes(
        id(entry, entry.uid()),
        id(entry, entry.gid()),
        entry.mode(),
        entry.modifiedSeconds(),
        entry.modifiedNanos(),
        entry.attributes());
  }

  private static int id(TarEntry entry, long id) {
    if (id < 0 || id > MAX_ID) {
      throw new ImageException(OsString.visible(entry.path()) + " belongs to nobody: " + id);
    }
    return (int) id;
  }
}
