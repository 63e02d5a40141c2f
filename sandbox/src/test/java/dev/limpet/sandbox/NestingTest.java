package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.FakeKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestingTest {
  private static final String BOX =
      """
      10 9 0:5 / / ro - tmpfs limpet rw
      11 10 254:0 /usr /usr ro - ext4 /dev/vda rw
      12 10 254:0 /srv/x /mnt ro - ext4 /dev/vda rw
      13 10 0:7 / /var/tmp rw - overlay limpet rw
      14 10 0:8 / /dev rw - tmpfs tmpfs rw
      15 14 0:9 / /dev/limpet-nest rw - proc proc rw
      16 11 254:0 /etc /usr/etc ro - ext4 /dev/vda rw
      """;

  private Nesting.Surroundings around(String... mounts) {
    FakeKernel kernel = FakeKernel.asUser(1000, 1000);
    kernel.file("/proc/self/mountinfo", 0444, BOX);
    return Nesting.surroundings(kernel, Specs.user(mounts));
  }

  @Test
  void partsOfTheRootAreNoMounts() {
    Nesting.Surroundings around = around("/", Nesting.PROC);
    assertEquals(
        List.of("/", "/mnt", "/dev", "/dev/limpet-nest", "/usr/etc"), around.host().mounts());
    assertEquals(List.of("/usr", "/var/tmp"), around.parts());
    assertEquals(List.of("/var/tmp"), around.writable());
    assertTrue(around.inMemory());
  }

  @Test
  void withoutABoxAroundNothingIsLookedAt() {
    assertEquals(List.of("/", "/usr"), around("/", "/usr").host().mounts());
    assertFalse(around("/", "/usr").inMemory());
  }

  @Test
  void wholeProcLiesBelowTheBoxesDev() {
    List<Step> steps = Nesting.allowed(new Specs().plan(Specs.user("/"))).steps();
    int proc = -1;
    int dev = -1;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.MountNew mount) {
        proc = mount.target().equals(Nesting.PROC) ? i : proc;
        dev = mount.target().equals("/dev") ? i : dev;
      }
    }
    assertTrue(proc >= 0 && proc < dev);
  }

  @Test
  void onlyWhoIsUserZeroKeepsACapability() {
    Plan plan = Nesting.allowed(new Specs().plan(Specs.user("/")));
    assertTrue(plan.steps().contains(new Step.DropCapabilities(List.of())));
  }

  @Test
  void rootOfPartsHidesNothingAndIsEnteredOnce() {
    FakeKernel kernel = FakeKernel.asUser(1000, 1000);
    Host host = Specs.user("/", "/home");
    Specs specs = new Specs();
    Nesting.Surroundings around = Nesting.surroundings(kernel, host);
    Plan plan = specs.plan(host);
    RootParts parts = Rerooting.parts(kernel, specs.spec(), around, List.of());
    int made = 0;
    for (Step step : Rerooting.bound(plan, parts).steps()) {
      assertFalse(step instanceof Step.HideSubmount, step.toString());
      made += step instanceof Step.MakeRoot ? 1 : 0;
    }
    assertEquals(1, made);
    Plan kept = Rerooting.overlaid(plan, parts, new OverlayStore("/srv/store", -1), "1g");
    assertTrue(kept.steps().contains(new Step.HideSubmount("/srv/store")));
  }
}
