package dev.limpet.formats.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class BusAddressTest {
  @Test
  void pathsAreThoseOfUnixSockets() {
    assertEquals(List.of("/run/user/1000/bus"), BusAddress.paths("unix:path=/run/user/1000/bus"));
    assertEquals(
        List.of("/a", "/b"), BusAddress.paths("unix:guid=12,path=/a;tcp:host=h;unix:path=/b"));
    assertEquals(List.of("/a b;\u00e9"), BusAddress.paths("unix:path=/a%20b%3b%C3%a9"));
    assertEquals(List.of("/\u00e9"), BusAddress.paths("unix:path=/\u00e9"));
    assertEquals(List.of(), BusAddress.paths("unix:abstract=/tmp/x,guid=1;autolaunch:"));
    assertEquals(List.of(), BusAddress.paths(""));
  }

  @Test
  void brokenEscapesAreRefused() {
    for (String wrong : List.of("%", "%2", "%zz", "%ff", "%00")) {
      assertThrows(DbusException.class, () -> BusAddress.paths("unix:path=/a" + wrong), wrong);
    }
  }
}
