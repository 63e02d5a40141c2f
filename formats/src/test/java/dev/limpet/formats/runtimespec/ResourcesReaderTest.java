package dev.limpet.formats.runtimespec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.oci.Resources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code linux.resources}; {@code '} stands for {@code "}. */
class ResourcesReaderTest {
  private static Resources read(String members) {
    return ResourcesReader.read("{" + members.replace('\'', '"') + "}");
  }

  private static void assertRefused(String problem, String members) {
    JsonException e = assertThrows(JsonException.class, () -> read(members));
    assertEquals(problem, e.problem());
  }

  @Test
  void memory() {
    assertEquals(
        new Resources.Memory(1L, 2L, -1L, 4L, 5L, 0L, true, true, true),
        read("'memory':{'limit':1,'reservation':2,'swap':-1,'kernel':4,'kernelTCP':5,"
                + "'swappiness':0,'disableOOMKiller':true,'useHierarchy':true,"
                + "'checkBeforeUpdate':true}")
            .memory());
    assertRefused(
        "$.memory.limit is -2, and from -1 to 9223372036854775807 is wanted",
        "'memory':{'limit':-2}");
    assertRefused(
        "$.memory.limit is 1.5, and a whole number without point and exponent is wanted",
        "'memory':{'limit':1.5}");
  }

  @Test
  void processors() {
    assertEquals(
        new Resources.Cpu(1024L, -1L, 0L, 100L, 5L, 6L, "0-1", "0", 1L),
        read("'cpu':{'shares':1024,'quota':-1,'burst':0,'period':100,'realtimeRuntime':5,"
                + "'realtimePeriod':6,'cpus':'0-1','mems':'0','idle':1}")
            .cpu());
  }

  @Test
  void zeroOfDockersIsNothing() {
    assertEquals(
        read("'memory':{},'cpu':{},'blockIO':{}"),
        read(
            "'memory':{'limit':0,'swap':0},'cpu':{'shares':0,'quota':0,'period':0,'cpus':''},"
                + "'blockIO':{'weight':0},'pids':{'limit':0}"));
  }

  @Test
  void disks() {
    Resources.Throttle half = new Resources.Throttle(8, 0, Long.MIN_VALUE);
    assertEquals(
        new Resources.BlockIo(
            500L,
            300L,
            List.of(new Resources.DeviceWeight(8, 16, 100L, null)),
            List.of(half),
            List.of(),
            List.of(new Resources.Throttle(8, 0, 7)),
            List.of()),
        read("'blockIO':{'weight':500,'leafWeight':300,"
                + "'weightDevice':[{'major':8,'minor':16,'weight':100}],"
                + "'throttleReadBpsDevice':[{'major':8,'minor':0,'rate':9223372036854775808}],"
                + "'throttleReadIOPSDevice':[{'major':8,'minor':0,'rate':7}]}")
            .blockIO());
    assertRefused(
        "$.blockIO.throttleWriteBpsDevice[0] has no rate",
        "'blockIO':{'throttleWriteBpsDevice':[{'major':8,'minor':0}]}");
  }

  @Test
  void othersThatAreCounted() {
    Resources resources =
        read(
            "'pids':{'limit':-1},'hugepageLimits':[{'pageSize':'2MB','limit':0}],"
                + "'network':{'classID':4294967295,'priorities':[{'name':'lo','priority':3}]},"
                + "'rdma':{'mlx':{'hcaHandles':3}},'unified':{'io.max':'x\\ny'}");
    assertEquals(new Resources.Pids(-1), resources.pids());
    assertEquals(List.of(new Resources.HugepageLimit("2MB", 0)), resources.hugepageLimits());
    assertEquals(
        new Resources.Network(0xffffffffL, List.of(new Resources.Priority("lo", 3))),
        resources.network());
    assertEquals(Map.of("mlx", new Resources.Rdma(3L, null)), resources.rdma());
    assertEquals(Map.of("io.max", "x\ny"), resources.unified());
    assertRefused("$.pids has no limit", "'pids':{}");
    for (String size : List.of("2M", "0MB", "MB", "2 MB", "2mb", "2TB")) {
      assertRefused(
          "$.hugepageLimits[0].pageSize is \"" + size + "\", and a size such as 2MB is wanted",
          "'hugepageLimits':[{'pageSize':'" + size + "','limit':0}]");
    }
  }

  @Test
  void filesOutOfTheCgroupAreRefused() {
    for (String file : List.of("../memory.max", "a/b", "", ".", "..", "/etc/passwd")) {
      assertRefused(
          "$.unified names \"" + file + "\", which is no file of a cgroup",
          "'unified':{'" + file + "':'1'}");
    }
    for (String file : List.of("cgroup.procs", "cgroup.kill", "cgroup.freeze", "tasks", ".max")) {
      assertRefused(
          "$.unified names \"" + file + "\", which is no file of a controller: leave it out",
          "'unified':{'" + file + "':'1'}");
    }
  }

  @Test
  void rulesForDevicesInTheirOrder() {
    assertEquals(
        List.of(
            new Resources.DeviceRule(false, 'a', null, null, "rwm"),
            new Resources.DeviceRule(true, 'c', 136L, null, "rw"),
            new Resources.DeviceRule(true, 'b', 8L, 0L, "r")),
        read("'devices':[{'allow':false},"
                + "{'allow':true,'type':'c','major':136,'minor':-1,'access':'rw'},"
                + "{'allow':true,'type':'b','major':8,'minor':0,'access':'r'}]")
            .devices());
    assertRefused("$.devices[0] has no allow", "'devices':[{'type':'a'}]");
    assertRefused(
        "$.devices[0].access is \"rx\", and some of rwm is wanted",
        "'devices':[{'allow':true,'access':'rx'}]");
    assertRefused(
        "$.devices[0].type is \"p\", which is no type of devices",
        "'devices':[{'allow':true,'type':'p'}]");
  }
}
