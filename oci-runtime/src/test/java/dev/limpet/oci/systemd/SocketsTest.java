package dev.limpet.oci.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.linux.Environment;
import dev.limpet.oci.systemd.Sockets.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketsTest {
  private static Sockets sockets(String... environment) {
    return Sockets.of(new Environment(List.of(environment)));
  }

  @Test
  void machineHasABusAndSystemdBehindIt() {
    assertEquals(
        List.of(
            new Candidate("/run/dbus/system_bus_socket", true),
            new Candidate("/run/systemd/private", false)),
        sockets().candidates(false, 0));
    assertEquals(
        List.of(new Candidate("/x", true)),
        sockets("DBUS_SYSTEM_BUS_ADDRESS=unix:path=/x").candidates(false, 0));
  }

  @Test
  void userHasTheBusOfTheSessionOrTheirOwn() {
    assertEquals(
        List.of(
            new Candidate("/run/user/7/bus", true),
            new Candidate("/run/user/7/systemd/private", false)),
        sockets().candidates(true, 7));
    assertEquals(
        List.of(
            new Candidate("/s", true),
            new Candidate("/r/bus", true),
            new Candidate("/r/systemd/private", false)),
        sockets("XDG_RUNTIME_DIR=/r", "DBUS_SESSION_BUS_ADDRESS=unix:path=/s,guid=1")
            .candidates(true, 7));
    assertEquals(
        2,
        sockets("XDG_RUNTIME_DIR=/r", "DBUS_SESSION_BUS_ADDRESS=unix:path=/r/bus")
            .candidates(true, 7)
            .size());
  }
}
