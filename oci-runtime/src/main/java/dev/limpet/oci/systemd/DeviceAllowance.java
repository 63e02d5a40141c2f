package dev.limpet.oci.systemd;

import dev.limpet.formats.dbus.DbusValue;
import dev.limpet.formats.oci.Resources.DeviceRule;
import dev.limpet.oci.cgroup.DeviceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rules for devices in the words of systemd, which writes them into cgroups of version 1
 * whenever it looks at the unit again, and allows all devices where it knows of none. In version 2
 * it leaves programs alone that are not its own.
 */
final class DeviceAllowance {
  private DeviceAllowance() {}

  /** Of these rules and what every container may use. */
  static List<Property> of(List<DeviceRule> rules) {
    List<DeviceRule> allowed = new ArrayList<>();
    boolean all = false;
    for (DeviceRule rule : DeviceRules.around(rules)) {
      if (DeviceRules.isOfAll(rule)) {
        all = rule.allow();
        allowed.clear();
      } else if (rule.allow() && !all) {
        allowed.add(rule);
      } else if (!rule.allow()) {
        // As the kernel has it: only what was allowed in the same words is not any more.
        allowed.removeIf(earlier -> isSameDevice(earlier, rule));
      }
    }
    List<DbusValue> entries = new ArrayList<>();
    for (DeviceRule rule : all ? List.<DeviceRule>of() : allowed) {
      for (String name : names(rule)) {
        entries.add(
            new DbusValue.Fields(List.of(DbusValue.text(name), DbusValue.text(rule.access()))));
      }
    }
    // systemd knows no list of what is forbidden: then the files alone hold it.
    return List.of(
        Property.text("DevicePolicy", all ? "auto" : "strict"),
        new Property("DeviceAllow", new DbusValue.Elements("(ss)", entries)));
  }

  private static boolean isSameDevice(DeviceRule one, DeviceRule other) {
    return one.type() == other.type()
        && Objects.equals(one.major(), other.major())
        && Objects.equals(one.minor(), other.minor());
  }

  private static List<String> names(DeviceRule rule) {
    return switch (rule.type()) {
      case 'a' -> List.of(name("char", rule), name("block", rule));
      case 'b' -> List.of(name("block", rule));
      default -> List.of(name("char", rule));
    };
  }

  private static String name(String kind, DeviceRule rule) {
    if (rule.major() == null) {
      return kind + "-*";
    }
    return rule.minor() == null
        ? kind + "-" + rule.major()
        : "/dev/" + kind + "/" + rule.major() + ":" + rule.minor();
  }
}
