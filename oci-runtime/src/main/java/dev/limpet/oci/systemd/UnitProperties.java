package dev.limpet.oci.systemd;

import dev.limpet.formats.dbus.DbusValue;
import java.util.ArrayList;
import java.util.List;

/** What a container's unit is, whatever it may use; as with runc. */
final class UnitProperties {
  private UnitProperties() {}

  /** Of a unit for the container {@code id} with the process {@code pid}. */
  static List<Property> of(Unit unit, String id, int pid, boolean unified, int version) {
    List<Property> all = new ArrayList<>();
    all.add(Property.text("Description", "limpet container " + id));
    if (unit.isSlice()) {
      // Where it is says its name; its processes come later.
      all.add(new Property("Wants", DbusValue.texts(List.of(unit.slice()))));
    } else {
      all.add(Property.text("Slice", unit.slice()));
      all.add(Property.flag("Delegate", true));
      all.add(new Property("PIDs", new DbusValue.Elements("u", List.of(DbusValue.uint32(pid)))));
    }
    all.add(Property.flag("MemoryAccounting", true));
    all.add(Property.flag("CPUAccounting", true));
    all.add(Property.flag(unified ? "IOAccounting" : "BlockIOAccounting", true));
    all.add(Property.flag("TasksAccounting", true));
    // A unit with them would be stopped early at shutdown, before who runs containers.
    all.add(Property.flag("DefaultDependencies", false));
    if (!unit.isSlice()) {
      all.add(Property.text("CollectMode", "inactive-or-failed"));
      if (version >= 253) {
        // Else one process too large ends them all.
        all.add(Property.text("OOMPolicy", "continue"));
      }
    }
    return all;
  }
}
