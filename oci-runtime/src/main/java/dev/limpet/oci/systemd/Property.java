package dev.limpet.oci.systemd;

import dev.limpet.formats.dbus.DbusValue;
import java.util.ArrayList;
import java.util.List;

/** A property of a unit, see systemd.unit(5), systemd.scope(5) and systemd.resource-control(5). */
record Property(String name, DbusValue value) {
  static Property flag(String name, boolean value) {
    return new Property(name, DbusValue.flag(value));
  }

  static Property text(String name, String value) {
    return new Property(name, DbusValue.text(value));
  }

  /**
   * A number without a sign.
   *
   * @param bits -1 for no limit
   */
  static Property number(String name, long bits) {
    return new Property(name, DbusValue.uint64(bits));
  }

  /** Properties as the argument of a method. */
  static DbusValue argument(List<Property> properties) {
    List<DbusValue> values = new ArrayList<>();
    for (Property property : properties) {
      DbusValue name = DbusValue.text(property.name);
      values.add(new DbusValue.Fields(List.of(name, new DbusValue.Variant(property.value))));
    }
    return new DbusValue.Elements("(sv)", values);
  }
}
