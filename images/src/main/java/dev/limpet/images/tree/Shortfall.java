package dev.limpet.images.tree;

import java.util.StringJoiner;

/** What of an image the caller had no right to make: it is counted, and told. */
public final class Shortfall {
  private long owners;
  private long devices;
  private long attributes;

  void owner() {
    owners++;
  }

  void device() {
    devices++;
  }

  void attribute() {
    attributes++;
  }

  /** In one line; empty where nothing is missing. */
  public String text() {
    StringJoiner parts = new StringJoiner(", ");
    add(parts, owners, "file of somebody else is yours", "files of somebody else are yours");
    add(parts, devices, "device node is left out", "device nodes are left out");
    add(parts, attributes, "extended attribute is left out", "extended attributes are left out");
    return parts.toString();
  }

  private static void add(StringJoiner parts, long count, String one, String more) {
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : more));
    }
  }
}
