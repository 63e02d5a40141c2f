package dev.limpet.oci.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.dbus.DbusFrame;
import dev.limpet.formats.dbus.DbusValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusTest {
  private final ScriptedBus peer = new ScriptedBus();

  private static String failed(Runnable call) {
    return String.valueOf(assertThrows(BusException.class, call::run).getMessage());
  }

  @Test
  void callerIsWhoTheKernelSays() {
    peer.says("OK 0123456789abcdef0123456789abcdef\r\n");
    peer.wire().authenticate("1000", peer.wire().in(1_000_000_000));
    assertEquals("\0AUTH EXTERNAL 31303030\r\nBEGIN\r\n", peer.heardText());
  }

  @Test
  void callerOfAUserNamespaceIsNotNamed() {
    peer.says("DATA\r\nOK 0123456789abcdef0123456789abcdef\r\n");
    peer.wire().authenticate("", peer.wire().in(1_000_000_000));
    assertEquals("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n", peer.heardText());
  }

  @Test
  void whoIsNotTakenIsTold() {
    peer.says("REJECTED EXTERNAL\r\n");
    assertEquals(
        "it does not take this user: REJECTED EXTERNAL",
        failed(() -> peer.wire().authenticate("1", peer.wire().in(1_000_000_000))));
  }

  @Test
  void silenceHasAnEnd() {
    assertEquals("no answer came in time", failed(() -> new Bus(peer.wire(), true).open("1000")));
    peer.hangsUp();
    assertEquals(
        "the connection broke: EPIPE", failed(() -> new Bus(peer.wire(), false).open("0")));
  }

  @Test
  void whatIsNotDbusIsTold() {
    String noise = "HTTP/1.1 400 Bad Request\n".repeat(400);
    peer.says(noise);
    assertTrue(failed(() -> new Bus(peer.wire(), false).open("0")).contains("HTTP"));
    ScriptedBus other = new ScriptedBus();
    other.says("OK 0\r\n" + noise);
    Bus bus = new Bus(other.wire(), false);
    bus.open("0");
    assertEquals(
        "it does not speak D-Bus: no message of D-Bus", failed(() -> bus.property("Version")));
  }

  @Test
  void systemdItselfIsCalledWithoutNames() {
    peer.says("OK 0\r\n");
    peer.returns(1, new DbusValue.Variant(DbusValue.text("252")));
    Bus bus = new Bus(peer.wire(), false);
    bus.open("0");
    assertEquals("252", bus.property("Version"));
    peer.heardText();
    DbusFrame get = peer.heard(1).get(0);
    assertEquals(null, get.header().destination());
    assertEquals("Get", get.header().member());
  }

  @Test
  void errorHasTheReason() {
    peer.says("OK 0\r\n");
    peer.fails(1, "org.example.Error.No", "because");
    Bus bus = new Bus(peer.wire(), false);
    bus.open("0");
    BusException e = assertThrows(BusException.class, () -> bus.manager("Subscribe"));
    assertEquals("Subscribe: because", e.getMessage());
    assertTrue(e.is("org.example.Error.No"));
  }

  @Test
  void endOfAJobCountsWhenSystemdTellsIt() {
    ScriptedBus bus = ScriptedBus.opened("252");
    bus.removes(":1.66", ScriptedBus.JOB, "done");
    bus.removes(ScriptedBus.SYSTEMD, new DbusValue.Text('o', "/other"), "done");
    bus.removes(ScriptedBus.SYSTEMD, ScriptedBus.JOB, "failed");
    bus.returns(6, ScriptedBus.JOB);
    Bus connection = new Bus(bus.wire(), true);
    connection.open("1000");
    assertEquals("/user.slice/user-1000.slice/u", connection.property("ControlGroup"));
    connection.property("Version");
    List<DbusValue> job = connection.manager("StartUnit");
    assertEquals("failed", connection.await(job.get(0)));
    assertEquals("no answer came in time", failed(() -> connection.await(DbusValue.text("x"))));
  }
}
