package dev.limpet.oci.cgroup;

import dev.limpet.formats.oci.Resources.DeviceRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for devices that hold in a container: nothing at first, then what its config.json says,
 * and at last the devices that the specification has in every container, with those of its
 * terminals. Files of devices may be made, which opens none of them. All as with runc.
 */
public final class DeviceRules {
  private static final String ALL = "rwm";

  private static final List<DeviceRule> LAST =
      List.of(
          new DeviceRule(true, 'c', null, null, "m"),
          new DeviceRule(true, 'b', null, null, "m"),
          new DeviceRule(true, 'c', 1L, 3L, ALL), // null
          new DeviceRule(true, 'c', 1L, 5L, ALL), // zero
          new DeviceRule(true, 'c', 1L, 7L, ALL), // full
          new DeviceRule(true, 'c', 1L, 8L, ALL), // random
          new DeviceRule(true, 'c', 1L, 9L, ALL), // urandom
          new DeviceRule(true, 'c', 5L, 0L, ALL), // tty
          new DeviceRule(true, 'c', 5L, 2L, ALL), // ptmx
          new DeviceRule(true, 'c', 136L, null, ALL)); // pts

  private DeviceRules() {}

  /** All that hold, the last of those for a device counting. */
  public static List<DeviceRule> around(List<DeviceRule> rules) {
    List<DeviceRule> all = new ArrayList<>();
    all.add(new DeviceRule(false, 'a', null, null, ALL));
    all.addAll(rules);
    all.addAll(LAST);
    return all;
  }

  /** Whether a rule is about everything that can be done with every device. */
  public static boolean isOfAll(DeviceRule rule) {
    return rule.type() == 'a' && isWhole(rule.access());
  }

  static boolean isWhole(String access) {
    return access.contains("r") && access.contains("w") && access.contains("m");
  }

  /** A rule as lines of version 1, which knows no part of all devices. */
  static List<String> lines(DeviceRule rule) {
    if (isOfAll(rule)) {
      return List.of("a");
    }
    String rest = " " + number(rule.major()) + ":" + number(rule.minor()) + " " + rule.access();
    return rule.type() == 'a'
        ? List.of("c *:* " + rule.access(), "b *:* " + rule.access())
        : List.of(rule.type() + rest);
  }

  private static String number(@Nullable Long number) {
    return number == null ? "*" : String.valueOf(number);
  }
}
