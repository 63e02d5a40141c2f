package dev.limpet.oci.cgroup;

import dev.limpet.formats.json.JsonNumber;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.json.Place;

/** Writes {@code io.stat} of version 2, with a line for each device, as version 1 has it. */
final class IoStat {
  private final JsonWriter out;

  IoStat(JsonWriter out) {
    this.out = out;
  }

  /** The member {@code key}, of the values that are called so in {@code stat}. */
  void write(String key, String stat, String read, String write, String discard) {
    out.key(key).beginArray();
    int start = 0;
    while (start < stat.length()) {
      int end = stat.indexOf('\n', start);
      String line = " " + stat.substring(start, end < 0 ? stat.length() : end) + " ";
      String device = line.substring(1, line.indexOf(' ', 1));
      one(device, "Read", line, read);
      one(device, "Write", line, write);
      one(device, "Discard", line, discard);
      start = end < 0 ? stat.length() : end + 1;
    }
    out.endArray();
  }

  private void one(String device, String operation, String line, String name) {
    int at = line.indexOf(" " + name + "=");
    if (at >= 0) {
      int value = at + name.length() + 2;
      entry(out, device, operation, line.substring(value, line.indexOf(' ', value)));
    }
  }

  /** An operation on a device such as {@code 8:0}. */
  static void entry(JsonWriter out, String device, String operation, String value) {
    int colon = device.indexOf(':');
    if (colon > 0) {
      out.beginObject().member("major", Long.parseLong(device.substring(0, colon)));
      out.member("minor", Long.parseLong(device.substring(colon + 1))).member("op", operation);
      out.key("value").value(new JsonNumber(Place.root(1, 1), value)).endObject();
    }
  }
}
