package dev.limpet.oci.root;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TargetsTest {
  @Test
  void slashesAtTheEndsDoNotCount() {
    assertEquals("/dev", Targets.normal("/dev/"));
    assertEquals("/dev", Targets.normal("dev"));
    assertEquals("/", Targets.normal("///"));
  }

  @Test
  void deviceIsNumberedAsMknodWantsIt() {
    assertEquals(0x103, DeviceNumber.of(1, 3));
    assertEquals(0x1004501L, DeviceNumber.of(0x45, 0x1001));
  }
}
