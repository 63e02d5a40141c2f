package dev.limpet.oci.systemd;

import dev.limpet.formats.dbus.DbusException;
import dev.limpet.formats.dbus.DbusValue;
import dev.limpet.formats.dbus.VariantText;
import dev.limpet.sandbox.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Properties of a unit that annotations of a config.json set, as {@code
 * org.systemd.property.TimeoutStopUSec: uint64 5000000}; as runc documents them.
 */
final class Annotations {
  private static final String PREFIX = "org.systemd.property.";
  private static final String SECONDS = "Sec";
  private static final int SHORTEST = 3;

  private Annotations() {}

  /**
   * Those of {@code annotations}.
   *
   * @throws RefusedException where one is no name or no value of a property
   */
  static List<Property> properties(Map<String, String> annotations) {
    List<Property> all = new ArrayList<>();
    for (Map.Entry<String, String> annotation : annotations.entrySet()) {
      if (annotation.getKey().startsWith(PREFIX)) {
        all.add(property(annotation.getKey(), annotation.getValue()));
      }
    }
    return all;
  }

  private static Property property(String key, String text) {
    String name = key.substring(PREFIX.length());
    if (name.length() < SHORTEST || !hasLettersOnly(name)) {
      throw new RefusedException("annotations." + key + ": no property of systemd's has that name");
    }
    try {
      DbusValue value = VariantText.read(text);
      // Its own documentation has seconds where it wants microseconds.
      int before = name.length() - SECONDS.length() - 1;
      if (name.endsWith(SECONDS) && before >= 0 && Character.isLowerCase(name.charAt(before))) {
        return new Property(name.substring(0, before + 1) + "USec", microseconds(value));
      }
      return new Property(name, value);
    } catch (DbusException e) {
      throw new RefusedException(
          "annotations."
              + key
              + ": "
              + e.getMessage()
              + ": values are written as true, 'text', 5 or uint64 5");
    }
  }

  private static boolean hasLettersOnly(String name) {
    boolean letters = true;
    for (int i = 0; i < name.length() && letters; i++) {
      char c = name.charAt(i);
      letters = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return letters;
  }

  private static DbusValue microseconds(DbusValue seconds) {
    if (!(seconds instanceof DbusValue.Fixed number) || number.type() == 'b') {
      throw new DbusException("a number of seconds is wanted");
    }
    if (number.type() == 'd') {
      return DbusValue.uint64((long) (Double.longBitsToDouble(number.bits()) * 1_000_000));
    }
    return DbusValue.uint64(number.bits() * 1_000_000);
  }
}
