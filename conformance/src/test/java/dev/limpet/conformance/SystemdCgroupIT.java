package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code --systemd-cgroup} over a real bus, to something that answers as systemd does. What systemd
 * itself makes of it was tried by hand.
 */
class SystemdCgroupIT {
  private static final String FOREVER = "while :; do sleep 0.05; done";

  /** A bundle, and a systemd to run it with. */
  private static final class Scene implements AutoCloseable {
    final FakeSystemd systemd;
    final OciBundle bundle;

    Scene(Caller caller) throws Exception {
      systemd = caller == Caller.SELF ? FakeSystemd.onABus() : FakeSystemd.ofItsOwn(Caller.UID);
      bundle = new OciBundle(caller).script(FOREVER);
    }

    Outcome oci(String... words) {
      return ociAt(systemd.address(), systemd.directory().toString(), words);
    }

    Outcome ociAt(String address, String runtime, String... words) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "env",
                  "DBUS_SYSTEM_BUS_ADDRESS=" + address,
                  "DBUS_SESSION_BUS_ADDRESS=",
                  "XDG_RUNTIME_DIR=" + runtime));
      List<String> all = new ArrayList<>(List.of("--systemd-cgroup"));
      all.addAll(List.of(words));
      command.addAll(bundle.words(all.toArray(new String[0])));
      // A container keeps its streams: nobody may wait for their end.
      String err = bundle.directory + "/err";
      String rest = " </dev/null >/dev/null 2>" + err + "; x=$?; cat " + err + " >&2; exit $x";
      return Limpet.host("sh", "-c", Shell.quote(command) + rest);
    }

    void done(String... words) {
      Outcome outcome = oci(words);
      assertEquals(0, outcome.exit(), String.join(" ", words) + ": " + outcome.err());
    }

    void create(String id) {
      String where = bundle.directory.toString();
      done("create", "-b", where, "--pid-file", where + "/pid", id);
    }

    void assertRefused(String mentions, Outcome outcome) {
      assertEquals(125, outcome.exit(), outcome.out());
      assertTrue(outcome.err().contains(mentions), outcome.err());
      assertEquals(outcome.err().length() - 1, outcome.err().indexOf('\n'), outcome.err());
      assertEquals("", Limpet.host("find", bundle.root().toString(), "-mindepth", "1").line());
    }

    @Override
    public void close() {
      systemd.close();
    }
  }

  private static String cgroups(String pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/cgroup"));
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void containerIsInAUnit(Caller caller) throws Exception {
    try (Scene scene = new Scene(caller)) {
      scene.create("unit");
      List<Object> start = scene.systemd.asked("StartTransientUnit").get(0);
      assertEquals("limpet-unit.scope", start.get(0));
      assertEquals("replace", start.get(1));
      @SuppressWarnings("unchecked")
      List<Object> properties = (List<Object>) start.get(2);
      String pid = scene.bundle.read("pid");
      assertEquals(List.of(Long.valueOf(pid)), FakeSystemd.property(properties, "PIDs"));
      assertEquals(true, FakeSystemd.property(properties, "Delegate"));
      String slice = caller == Caller.SELF ? "system.slice" : "user.slice";
      assertEquals(slice, FakeSystemd.property(properties, "Slice"));
      String path = "/fake.slice/" + slice + "/limpet-unit.scope";
      assertTrue(cgroups(pid).contains(path + "\n"), cgroups(pid));
      scene.done("start", "unit");
      Outcome inside =
          scene.oci(
              "exec", "--pid-file", scene.bundle.directory + "/two", "-d", "unit", "sleep", "9");
      assertEquals(0, inside.exit(), inside.err());
      String second = cgroups(scene.bundle.read("two"));
      assertTrue(second.contains(path + "\n"), second);
      assertEquals(
          caller == Caller.SELF ? 0 : 1, scene.systemd.asked("AttachProcessesToUnit").size());
      scene.done("delete", "--force", "unit");
      assertEquals(
          List.of(List.of("limpet-unit.scope", "replace")), scene.systemd.asked("StopUnit"));
      assertEquals("", Limpet.host("find", "/sys/fs/cgroup", "-name", "limpet-unit.scope").line());
      assertEquals(List.of(), scene.systemd.asked("SetUnitProperties"));
    }
  }

  @Test
  void limitsAreToldAndHeld() throws Exception {
    try (Scene scene = new Scene(Caller.SELF)) {
      scene.bundle.linux("\"cgroupsPath\": \"a.slice:pre:lim\"");
      scene.bundle.change("\"resources\": {", "\"resources\": {\"pids\": {\"limit\": 77},");
      scene.bundle.top("\"annotations\": {\"org.systemd.property.TimeoutStopSec\": \"uint64 3\"}");
      scene.create("lim");
      List<Object> start = scene.systemd.asked("StartTransientUnit").get(0);
      assertEquals("pre-lim.scope", start.get(0));
      @SuppressWarnings("unchecked")
      List<Object> properties = (List<Object>) start.get(2);
      assertEquals(77L, FakeSystemd.property(properties, "TasksMax"));
      assertEquals(3_000_000L, FakeSystemd.property(properties, "TimeoutStopUSec"));
      String found =
          Limpet.host("find", "/sys/fs/cgroup", "-path", "*pre-lim.scope/pids.max").line();
      assertEquals("77", Files.readString(Path.of(found)).strip());
      scene.done("update", "--pids-limit", "66", "lim");
      List<Object> set = scene.systemd.asked("SetUnitProperties").get(0);
      assertEquals(List.of("pre-lim.scope", true, List.of(List.of("TasksMax", 66L))), set);
      assertEquals("66", Files.readString(Path.of(found)).strip());
      scene.done("delete", "--force", "lim");
      assertEquals("", Limpet.host("find", "/sys/fs/cgroup", "-name", "pre-lim.scope").line());
    }
  }

  @Test
  void whatSystemdDoesNotDoIsToldAndLeavesNothing() throws Exception {
    try (Scene scene = new Scene(Caller.SELF)) {
      scene.systemd.result = "failed";
      String where = scene.bundle.directory.toString();
      scene.assertRefused("job ended with failed", scene.oci("create", "-b", where, "no"));
      // Nobody is in what it may have left.
      List<Object> empty = List.of("limpet-no.scope", "replace");
      assertEquals(List.of(empty), scene.systemd.asked("StopUnit"));
      scene.bundle.linux("\"cgroupsPath\": \"/a/b\"");
      scene.assertRefused("slice:prefix:name is wanted", scene.oci("create", "-b", where, "no"));
      assertEquals(1, scene.systemd.asked("StartTransientUnit").size());
    }
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void systemdThatCannotBeReachedIsToldWithItsSocket(Caller caller) throws Exception {
    try (Scene scene = new Scene(caller)) {
      String nowhere = scene.bundle.directory + "/nobody";
      String where = scene.bundle.directory.toString();
      Outcome outcome = scene.ociAt("unix:path=" + nowhere, nowhere, "create", "-b", where, "no");
      scene.assertRefused("use the cgroupfs manager", outcome);
      String tried = caller == Caller.SELF ? nowhere : nowhere + "/systemd/private";
      assertTrue(outcome.err().contains(tried + ": ENOENT"), outcome.err());
    }
  }
}
