package dev.limpet.oci.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.dbus.DbusValue;
import dev.limpet.formats.oci.Resources.DeviceRule;
import dev.limpet.sandbox.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a unit is besides what it may use. */
class PropertiesTest {
  private static List<String> names(List<Property> properties) {
    List<String> names = new ArrayList<>();
    for (Property property : properties) {
      names.add(property.name());
    }
    return names;
  }

  @Test
  void scopeHasTheProcessAndIsDelegated() {
    Unit unit = Unit.of("a.slice:p:n", "c1", false);
    List<Property> properties = UnitProperties.of(unit, "c1", 4711, true, 252);
    DbusValue pids = new DbusValue.Elements("u", List.of(DbusValue.uint32(4711)));
    assertTrue(properties.contains(new Property("PIDs", pids)));
    assertTrue(properties.contains(Property.flag("Delegate", true)));
    assertTrue(properties.contains(Property.text("Slice", "a.slice")));
    assertTrue(properties.contains(Property.flag("IOAccounting", true)));
    assertFalse(names(properties).contains("OOMPolicy"));
    List<Property> old = UnitProperties.of(unit, "c1", 4711, false, 253);
    assertTrue(old.contains(Property.flag("BlockIOAccounting", true)));
    assertTrue(old.contains(Property.text("OOMPolicy", "continue")));
  }

  @Test
  void sliceHasNoProcessYet() {
    Unit unit = Unit.of("a.slice:p:a-b.slice", "c1", false);
    List<String> names = names(UnitProperties.of(unit, "c1", 4711, true, 255));
    assertTrue(names.contains("Wants"));
    assertFalse(
        names.contains("PIDs") || names.contains("Delegate") || names.contains("CollectMode"));
  }

  @Test
  void annotationsArePropertiesWithTheirTypes() {
    assertEquals(
        List.of(Property.number("TimeoutStopUSec", 5)),
        Annotations.properties(
            Map.of("org.systemd.property.TimeoutStopUSec", "uint64 5", "other", "x")));
    for (String value : List.of("5", "uint64 5", "double 5")) {
      assertEquals(
          List.of(Property.number("TimeoutStopUSec", 5_000_000)),
          Annotations.properties(Map.of("org.systemd.property.TimeoutStopSec", value)));
    }
    assertEquals(
        List.of(Property.text("CollectMode", "inactive")),
        Annotations.properties(Map.of("org.systemd.property.CollectMode", "'inactive'")));
  }

  @Test
  void annotationsThatAreNoPropertiesAreRefused() {
    for (String wrong : List.of("Ab=1", "A-b-c=1", "Abc=x", "AbcSec=true", "AbcSec='a'", "Abc=")) {
      int equals = wrong.indexOf('=');
      String key = "org.systemd.property." + wrong.substring(0, equals);
      Map<String, String> annotations = Map.of(key, wrong.substring(equals + 1));
      RefusedException e =
          assertThrows(RefusedException.class, () -> Annotations.properties(annotations), wrong);
      assertTrue(String.valueOf(e.getMessage()).startsWith("annotations." + key + ": "));
    }
  }

  private static DbusValue entry(String device, String access) {
    return new DbusValue.Fields(List.of(DbusValue.text(device), DbusValue.text(access)));
  }

  private static List<DbusValue> allowed(List<DeviceRule> rules) {
    Property property = DeviceAllowance.of(rules).get(1);
    assertEquals("DeviceAllow", property.name());
    return ((DbusValue.Elements) property.value()).values();
  }

  @Test
  void devicesAreAListOfWhatIsAllowed() {
    List<DbusValue> usual = allowed(List.of());
    assertEquals(entry("char-*", "m"), usual.get(0));
    assertTrue(usual.contains(entry("/dev/char/1:3", "rwm")));
    assertTrue(usual.contains(entry("char-136", "rwm")));
    DeviceRule disk = new DeviceRule(true, 'b', 8L, 0L, "r");
    DeviceRule fuse = new DeviceRule(true, 'c', 10L, 229L, "rwm");
    List<DbusValue> more = allowed(List.of(disk, fuse));
    assertTrue(more.contains(entry("/dev/block/8:0", "r")));
    assertTrue(more.contains(entry("/dev/char/10:229", "rwm")));
    DeviceRule not = new DeviceRule(false, 'c', 10L, 229L, "rwm");
    assertFalse(allowed(List.of(fuse, not)).contains(entry("/dev/char/10:229", "rwm")));
    assertTrue(
        allowed(List.of(new DeviceRule(true, 'a', 4L, null, "r"))).contains(entry("block-4", "r")));
    assertEquals(Property.text("DevicePolicy", "strict"), DeviceAllowance.of(List.of()).get(0));
  }

  @Test
  void allDevicesAreNoList() {
    List<DeviceRule> all = List.of(new DeviceRule(true, 'a', null, null, "rwm"));
    assertEquals(Property.text("DevicePolicy", "auto"), DeviceAllowance.of(all).get(0));
    assertEquals(List.of(), allowed(all));
  }
}
