package dev.limpet.oci.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.runtimespec.ResourcesReader;
import dev.limpet.linux.Flags;
import dev.limpet.linux.SystemKernel;
import dev.limpet.sandbox.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same with the kernel's own cgroups, of whatever versions this machine has. */
class RealCgroupsJvmTest {
  private final SystemKernel kernel = new SystemKernel();
  private final Cgroups cgroups = new Cgroups(kernel);
  private final String pod = "/limpet-test-" + ProcessHandle.current().pid();
  private final List<Process> guests = new ArrayList<>();
  private ContainerCgroup made = ContainerCgroup.NONE;

  @BeforeEach
  void make() {
    assumeTrue(kernel.geteuid() == 0, "needs root");
    made = cgroups.make(cgroups.plan(pod + "/c1", "c1"));
    assumeTrue(!made.paths().isEmpty(), "needs cgroups that can be written to");
  }

  @AfterEach
  void nothingIsLeft() {
    guests.forEach(Process::destroyForcibly);
    cgroups.remove(made);
    for (CgroupPath path : made.paths()) {
      assertFalse(Files.exists(Path.of(path.point() + pod)), path.point());
    }
  }

  private int guest() throws IOException {
    Process guest = new ProcessBuilder("sleep", "1000").start();
    guests.add(guest);
    return (int) guest.pid();
  }

  private String read(String controller, String file) throws IOException {
    for (CgroupPath path : made.paths()) {
      if (path.controllers().contains(controller)) {
        return Files.readString(Path.of(path.file(file))).strip();
      }
    }
    return "";
  }

  @Test
  void processIsInAllOfThemAndTold() throws IOException {
    int pid = guest();
    cgroups.join(made, pid);
    for (CgroupPath path : made.paths()) {
      assertEquals(pid + "\n", Files.readString(Path.of(path.file("cgroup.procs"))));
    }
    assertEquals(List.of(pid), cgroups.pids(made));
    assertThrows(RefusedException.class, () -> cgroups.plan(pod, "c2"));
  }

  @Test
  void limitsAreTakenAndMayBeChanged() throws IOException {
    assumeTrue(made.ofVersion1("memory") != null, "needs the memory controller of version 1");
    for (long limit : new long[] {64 << 20, 256 << 20, 32 << 20}) {
      String both = "{\"limit\":" + limit + ",\"swap\":" + limit + "}";
      cgroups.update(made, ResourcesReader.read("{\"memory\":" + both + "}"));
      assertEquals(String.valueOf(limit), read("memory", "memory.limit_in_bytes"));
    }
    String cpu = "{\"cpu\":{\"quota\":50000,\"period\":200000,\"shares\":512,\"cpus\":\"0\"}}";
    cgroups.update(made, ResourcesReader.read(cpu));
    assertEquals("50000", read("cpu", "cpu.cfs_quota_us"));
    assertEquals("512", read("cpu", "cpu.shares"));
    assertEquals("0", read("cpuset", "cpuset.cpus"));
    cgroups.update(made, ResourcesReader.read("{\"pids\":{\"limit\":7}}"));
    assertEquals("7", read("pids", "pids.max"));
  }

  @Test
  void frozenProcessGoesOnWhenItIsThawed() throws Exception {
    int pid = guest();
    cgroups.join(made, pid);
    cgroups.freeze(made);
    assertTrue(cgroups.isFrozen(made));
    kernel.kill(pid, Flags.SIGTERM);
    assertFalse(guests.get(0).waitFor(50, TimeUnit.MILLISECONDS));
    cgroups.thaw(made);
    assertFalse(cgroups.isFrozen(made));
    assertEquals(128 + Flags.SIGTERM, guests.get(0).waitFor());
  }

  @Test
  void allAreKilledInCgroupsBelowToo() throws Exception {
    for (int i = 0; i < 3; i++) {
      int pid = guest();
      cgroups.join(made, pid);
      for (CgroupPath path : made.paths()) {
        Path below = Path.of(path.file("below" + i));
        Files.createDirectories(below);
        if (!path.controllers().contains("cpuset")) {
          Files.writeString(below.resolve("cgroup.procs"), String.valueOf(pid));
        }
      }
    }
    assertEquals(3, cgroups.pids(made).size());
    cgroups.freeze(made);
    cgroups.signal(made, Flags.SIGKILL);
    for (Process guest : guests) {
      assertEquals(128 + Flags.SIGKILL, guest.waitFor());
    }
  }

  @Test
  void signalReachesAll() throws Exception {
    for (int i = 0; i < 2; i++) {
      cgroups.join(made, guest());
    }
    cgroups.signal(made, Flags.SIGTERM);
    for (Process guest : guests) {
      assertEquals(128 + Flags.SIGTERM, guest.waitFor());
    }
  }

  @Test
  void removalEndsWhoIsLeft() throws Exception {
    cgroups.join(made, guest());
    cgroups.remove(made);
    assertEquals(128 + Flags.SIGKILL, guests.get(0).waitFor());
  }

  /** A shell that is in the container before it opens a device. */
  private int opens(ContainerCgroup cgroup, String device) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", "read line; exec 2>/dev/null; : <" + device).start();
    guests.add(shell);
    cgroups.join(cgroup, (int) shell.pid());
    shell.getOutputStream().write('\n');
    shell.getOutputStream().close();
    return shell.waitFor();
  }

  @Test
  void devicesAreHeldAndExchangedInEitherVersion() throws Exception {
    assumeTrue(
        Files.exists(Path.of("/dev/kmsg")), "needs a device that is not the specification's");
    List<ContainerCgroup> each = new ArrayList<>();
    for (CgroupPath path : made.paths()) {
      if (path.unified() || path.controllers().contains("devices")) {
        each.add(new ContainerCgroup(List.of(path)));
      }
    }
    assumeTrue(!each.isEmpty(), "needs cgroups that hold devices");
    for (ContainerCgroup only : each) {
      cgroups.configure(only, null);
      assertEquals(0, opens(only, "/dev/null"));
      assertTrue(opens(only, "/dev/kmsg") != 0);
      String kmsg = "{\"allow\":true,\"type\":\"c\",\"major\":1,\"minor\":11,\"access\":\"r\"}";
      cgroups.update(only, ResourcesReader.read("{\"devices\":[" + kmsg + "]}"));
      assertEquals(0, opens(only, "/dev/kmsg"));
      cgroups.update(only, ResourcesReader.read("{\"devices\":[{\"allow\":false}]}"));
      assertTrue(opens(only, "/dev/kmsg") != 0);
    }
  }

  @Test
  void useIsTold() throws Exception {
    assertEquals(0, opens(made, "/dev/null"));
    cgroups.join(made, guest());
    JsonFields event = JsonFields.of(JsonReader.read(cgroups.statistics(made, "c1")));
    JsonFields data = event.object("data");
    assertTrue(data.object("cpu").object("usage").integer("total") > 0);
    if (made.ofVersion1("memory") != null) {
      JsonFields memory = data.object("memory");
      assertTrue(memory.object("usage").integer("usage") >= 0);
      assertEquals(0, cgroups.oomKills(made));
      assertTrue(memory.object("raw").integer("rss") >= 0);
    }
    assertEquals(1, data.object("pids").integer("current"));
  }
}
