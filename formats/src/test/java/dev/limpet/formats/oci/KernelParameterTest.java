package dev.limpet.formats.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KernelParameterTest {
  private static KernelParameter named(String name) {
    KernelParameter parameter = KernelParameter.named(name);
    assertNotNull(parameter, name);
    return parameter;
  }

  private static @Nullable NamespaceType owner(String name) {
    return named(name).owner();
  }

  @Test
  void dotsAndSlashesSeparateAndTheFirstTellsWhich() {
    assertEquals("net/ipv4/ip_forward", named("net.ipv4.ip_forward").path());
    assertEquals(named("net.ipv4.ip_forward"), named("net/ipv4/ip_forward"));
    assertEquals("net/ipv4/conf/eth0.1/mtu", named("net.ipv4.conf.eth0/1.mtu").path());
    assertEquals(named("net.ipv4.conf.eth0/1.mtu"), named("net/ipv4/conf/eth0.1/mtu"));
    assertEquals("net.ipv4.ip_forward", named("net/ipv4/ip_forward").toString());
    assertEquals("net/ipv4/conf/eth0.1/mtu", named("net.ipv4.conf.eth0/1.mtu").toString());
  }

  @Test
  void noNameLeadsAnywhereElse() {
    for (String name :
        List.of(
            "net/../vm/page-cluster",
            "net/./x",
            "net.//.vm.page-cluster",
            "net./.x",
            "net//x",
            "net..x",
            "/net/x",
            ".net.x",
            "net.",
            "net/",
            "",
            "..",
            "net.a\0b")) {
      assertNull(KernelParameter.named(name), name);
    }
    assertThrows(
        IllegalArgumentException.class, () -> new KernelParameter(List.of("net", "..", "vm")));
  }

  @Test
  void whatIsOfNoNamespaceIsTheMachines() {
    assertEquals(NamespaceType.NETWORK, owner("net.core.somaxconn"));
    assertEquals(NamespaceType.IPC, owner("fs.mqueue.msg_max"));
    assertEquals(NamespaceType.IPC, owner("kernel/shmmax"));
    assertEquals(NamespaceType.UTS, owner("kernel.domainname"));
    for (String name :
        List.of("net", "netx.y", "fs.mqueue", "kernel.panic", "kernel.shmmax.x", "vm.net.x")) {
      assertNull(owner(name), name);
    }
  }
}
