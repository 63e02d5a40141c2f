package dev.limpet.oci.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.limpet.formats.dbus.DbusValue;
import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.runtimespec.ResourcesReader;
import dev.limpet.oci.cgroup.Quota;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Properties as systemd.resource-control(5) and org.freedesktop.systemd1(5) have them. */
class LimitsTest {
  private static Resources resources(String text) {
    return ResourcesReader.read(text.replace('\'', '"'));
  }

  private static List<Property> version2(String text) {
    return new Limits(252, true, Quota.NONE).of(resources(text));
  }

  private static List<Property> version1(String text) {
    return new Limits(241, false, Quota.NONE).of(resources(text));
  }

  private static Property number(String name, long value) {
    return Property.number(name, value);
  }

  @Test
  void memoryIsWithoutSwapInVersion2() {
    String memory = "{'memory': {'limit': 1000, 'swap': 1500, 'reservation': 500}}";
    assertEquals(
        List.of(number("MemoryMax", 1000), number("MemorySwapMax", 500), number("MemoryLow", 500)),
        version2(memory));
    assertEquals(List.of(number("MemoryLimit", 1000)), version1(memory));
    assertEquals(
        List.of(number("MemoryMax", -1), number("MemorySwapMax", -1)),
        version2("{'memory': {'limit': -1}}"));
    assertEquals(
        List.of(number("MemorySwapMax", -1)), version2("{'memory': {'limit': 0, 'swap': -1}}"));
  }

  @Test
  void processorTimeIsPerSecond() {
    assertEquals(
        List.of(
            number("CPUWeight", 39),
            number("CPUQuotaPeriodUSec", 50_000),
            number("CPUQuotaPerSecUSec", 1_500_000)),
        version2("{'cpu': {'shares': 1024, 'quota': 75000, 'period': 50000}}"));
    assertEquals(
        List.of(number("CPUShares", 1024), number("CPUQuotaPerSecUSec", 20_000)),
        version1("{'cpu': {'shares': 1024, 'quota': 2000}}"));
    assertEquals(
        List.of(number("CPUQuotaPeriodUSec", 100_000), number("CPUQuotaPerSecUSec", -1)),
        version2("{'cpu': {'quota': -1}}"));
    List<Property> later =
        new Limits(241, true, new Quota(20_000, 10_000))
            .of(resources("{'cpu': {'period': 40000}}"));
    assertEquals(List.of(number("CPUQuotaPerSecUSec", 500_000)), later);
  }

  @Test
  void processorsAreBits() {
    assertEquals(
        List.of(
            new Property("AllowedCPUs", DbusValue.bytes(new byte[] {(byte) 0x8f, 1})),
            new Property("AllowedMemoryNodes", DbusValue.bytes(new byte[] {1}))),
        version2("{'cpu': {'cpus': '0-3,7-8', 'mems': '0'}}"));
    assertEquals(List.of(), version1("{'cpu': {'cpus': '0-3,7-8', 'mems': '0'}}"));
    assertEquals("[16]", Arrays.toString(CpuMask.of(" 4 ,,")));
    for (String wrong :
        List.of("", ",", "a", "3-1", "-1", "1-", "8192", "99999999999", "0-7:1/2")) {
      assertNull(CpuMask.of(wrong), wrong);
    }
  }

  @Test
  void tasksAndDisksHaveTheirs() {
    assertEquals(
        List.of(number("TasksMax", 7), number("IOWeight", 1200)),
        version2("{'pids': {'limit': 7}, 'blockIO': {'weight': 200}}"));
    assertEquals(
        List.of(number("TasksMax", -1), number("BlockIOWeight", 200)),
        version1("{'pids': {'limit': -1}, 'blockIO': {'weight': 200}}"));
    assertEquals(List.of(number("TasksMax", 1)), version2("{'unified': {'pids.max': '0'}}"));
  }

  @Test
  void filesThatSystemdKnowsAreProperties() {
    assertEquals(
        List.of(
            number("MemoryHigh", 4096),
            number("MemorySwapMax", -1),
            number("CPUQuotaPeriodUSec", 20_000),
            number("CPUQuotaPerSecUSec", 500_000),
            new Property("AllowedCPUs", DbusValue.bytes(new byte[] {3})),
            number("TasksMax", 9)),
        version2(
            "{'unified': {'memory.high': '4096', 'memory.swap.max': 'max\\n', 'cpu.max':"
                + " '10000 20000', 'cpuset.cpus': '0-1', 'pids.max': '9', 'hugetlb.2MB.max': '0',"
                + " 'memory.max': 'much'}}"));
  }

  @Test
  void quotasAreWholePercents() {
    Resources asked = resources("{'cpu': {'quota': 12345, 'period': 50000}}");
    Resources.Cpu cpu = Percents.rounded(asked, Quota.NONE).cpu();
    assertEquals(12_500L, cpu == null ? null : cpu.quota());
    for (String same :
        List.of(
            "{}",
            "{'cpu': {'quota': -1}}",
            "{'cpu': {'quota': 9000000000000000000}}",
            "{'cpu': {'quota': 1000, 'period': 9000000000000000000}}",
            "{'cpu': {'quota': 150000}}")) {
      assertEquals(resources(same), Percents.rounded(resources(same), Quota.NONE), same);
    }
  }
}
