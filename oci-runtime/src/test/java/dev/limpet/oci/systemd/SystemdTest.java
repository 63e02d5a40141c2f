package dev.limpet.oci.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.dbus.DbusFrame;
import dev.limpet.formats.dbus.DbusValue;
import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.runtimespec.ResourcesReader;
import dev.limpet.linux.FakeKernel;
import dev.limpet.oci.cgroup.Quota;
import dev.limpet.sandbox.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemdTest {
  private static final Unit SCOPE = Unit.of("user.slice:limpet:c1", "c1", true);

  private static void start(Systemd systemd) {
    systemd.start(SCOPE, "c1", 4711, Resources.NONE, true, Map.of());
  }

  private static String refused(Runnable call) {
    return String.valueOf(assertThrows(RefusedException.class, call::run).getMessage());
  }

  @Test
  void connectionBeginsWithANameAMatchAndASubscription() {
    ScriptedBus bus = ScriptedBus.opened("252.39-1~deb12u1");
    Systemd systemd = bus.systemd();
    assertEquals("/user.slice/user-1000.slice/u/user.slice/limpet-c1.scope", systemd.cgroup(SCOPE));
    bus.heardText();
    List<DbusFrame> heard = bus.heard(5);
    List<String> members = List.of("Hello", "AddMatch", "Subscribe", "Get", "Get");
    for (int i = 0; i < members.size(); i++) {
      assertEquals(members.get(i), heard.get(i).header().member());
    }
  }

  @Test
  void unitIsMadeWithTheProcess() {
    ScriptedBus bus = ScriptedBus.opened("252");
    bus.returns(6, ScriptedBus.JOB);
    bus.removes(ScriptedBus.SYSTEMD, ScriptedBus.JOB, "done");
    start(bus.systemd());
    bus.heardText();
    DbusFrame call = bus.heard(6).get(5);
    assertEquals("StartTransientUnit", call.header().member());
    List<DbusValue> arguments = call.arguments();
    assertEquals("ssa(sv)a(sa(sv))", DbusValue.signatureOf(arguments));
    assertEquals(DbusValue.text("limpet-c1.scope"), arguments.get(0));
    assertEquals(
        Property.argument(UnitProperties.of(SCOPE, "c1", 4711, true, 252)), arguments.get(2));
  }

  @Test
  void unitThatFailedBeforeIsForgottenFirst() {
    ScriptedBus bus = ScriptedBus.opened("252");
    bus.fails(6, "org.freedesktop.systemd1.UnitExists", "Unit limpet-c1.scope already exists.");
    bus.returns(7);
    bus.returns(8, ScriptedBus.JOB);
    bus.removes(ScriptedBus.SYSTEMD, ScriptedBus.JOB, "done");
    start(bus.systemd());
    bus.heardText();
    assertEquals("ResetFailedUnit", bus.heard(7).get(6).header().member());
  }

  @Test
  void whatSystemdDoesNotMakeIsTold() {
    ScriptedBus bus = ScriptedBus.opened("252");
    bus.fails(6, "org.freedesktop.DBus.Error.AccessDenied", "Permission denied");
    Systemd systemd = bus.systemd();
    assertEquals(
        "systemd does not make the unit limpet-c1.scope: StartTransientUnit: Permission denied:"
            + " systemctl status limpet-c1.scope may tell more",
        refused(() -> start(systemd)));
    ScriptedBus other = ScriptedBus.opened("252");
    other.returns(6, ScriptedBus.JOB);
    other.removes(ScriptedBus.SYSTEMD, ScriptedBus.JOB, "failed");
    other.returns(7);
    Systemd second = other.systemd();
    assertTrue(refused(() -> start(second)).contains("its job ended with failed"));
  }

  @Test
  void limitsThatChangeAreTold() {
    ScriptedBus bus = ScriptedBus.opened("252");
    bus.returns(6);
    Systemd systemd = bus.systemd();
    systemd.update(SCOPE, Resources.NONE, true, Quota.NONE);
    Resources limit = ResourcesReader.read("{\"pids\": {\"limit\": 7}}");
    systemd.update(SCOPE, limit, true, Quota.NONE);
    bus.heardText();
    DbusFrame call = bus.heard(6).get(5);
    assertEquals("SetUnitProperties", call.header().member());
    assertEquals(
        List.of(
            DbusValue.text("limpet-c1.scope"),
            DbusValue.flag(true),
            Property.argument(List.of(Property.number("TasksMax", 7)))),
        call.arguments());
  }

  @Test
  void unitThatHasEndedIsStopped() {
    ScriptedBus bus = ScriptedBus.opened("252");
    String gone = "org.freedesktop.systemd1.NoSuchUnit";
    bus.fails(6, gone, "Unit limpet-c1.scope not loaded.");
    bus.fails(7, gone, "Unit limpet-c1.scope not loaded.");
    bus.systemd().stop(SCOPE);
    bus.heardText();
    assertEquals("StopUnit", bus.heard(6).get(5).header().member());
    ScriptedBus other = ScriptedBus.opened("252");
    other.returns(6, ScriptedBus.JOB);
    other.removes(ScriptedBus.SYSTEMD, ScriptedBus.JOB, "done");
    other.returns(7);
    other.systemd().stop(SCOPE);
  }

  @Test
  void processIsAttached() {
    ScriptedBus bus = ScriptedBus.opened("252");
    bus.returns(6);
    bus.systemd().attach(SCOPE, "/a", 4712);
    bus.heardText();
    DbusFrame call = bus.heard(6).get(5);
    assertEquals("AttachProcessesToUnit", call.header().member());
    assertEquals("ssau", call.header().signature());
    assertEquals(DbusValue.text("/a"), call.arguments().get(1));
  }

  @Test
  void whoIsNotRootOfTheMachineHasASystemdOfTheirOwn() {
    assertTrue(Systemd.isForUsers(FakeKernel.asUser(1000, 1000)));
    Sockets sockets = new Sockets("unix:path=/x%", null, null);
    assertTrue(
        refused(() -> Systemd.open(FakeKernel.asRoot(), sockets, false)).contains("no escape"));
  }
}
