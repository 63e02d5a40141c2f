package dev.limpet.sandbox.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.oci.Resources;
import dev.limpet.linux.Errno;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.ProcessExited;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.StepFailedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cgroups come and go with a box. */
class BoxCgroupTest {
  private static final Resources MEMORY =
      new Resources(new Resources.Memory(4096, 4096), null, null);
  private static final Plan PLAN =
      new Plan(
          Flags.CLONE_NEWUSER | Flags.CLONE_NEWCGROUP,
          Flags.CLONE_NEWPID,
          null,
          List.of(new Step.NewSession()),
          new Plan.Guest(List.of("/bin/true"), List.of("true"), List.of()));

  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);

  private Arrangement version1() {
    kernel.cgroups(false, "/c/memory", "memory").inCgroup("/c/memory/mine", 1000);
    return new Arranger(kernel).arrange(MEMORY, "box", false, true);
  }

  private Arrangement delegatedScope() {
    kernel.cgroups(true, "/cg", "memory").delegated("/cg", 0, "memory");
    kernel.inCgroup("/cg/scope", 1000);
    return new Arranger(kernel).arrange(MEMORY, "box", false, true);
  }

  @Test
  void groupIsThereWithItsLimitsUntilItIsRemoved() {
    Arrangement arrangement = version1();
    BoxCgroup cgroup = BoxCgroup.make(kernel.nextCloneIsParent(), arrangement);
    assertEquals("4096\n", kernel.content("/c/memory/mine/box/memory.limit_in_bytes"));
    assertEquals(new Usage(4096, -1, 0), cgroup.usage());
    cgroup.remove();
    assertFalse(kernel.exists("/c/memory/mine/box"));
    assertTrue(kernel.transcript().toString().contains("kill(1001, SIGKILL)"));
    kernel.checkClean();
  }

  @Test
  void guestJoinsFirstAndThenMakesItsNamespace() {
    Arrangement arrangement = version1();
    BoxCgroup cgroup = BoxCgroup.make(kernel.nextCloneIsParent(), arrangement);
    Plan plan = cgroup.opened(BoxCgroup.around(PLAN, arrangement));
    assertEquals(Flags.CLONE_NEWUSER, plan.cloneFlags());
    Step.JoinCgroup join = (Step.JoinCgroup) plan.steps().get(0);
    assertEquals("/c/memory/mine/box", join.directory());
    assertTrue(kernel.openDescriptors().contains(join.procs()));
    assertEquals(
        List.of(new Step.NewCgroupNamespace(), new Step.NewSession()), plan.steps().subList(1, 3));
    assertEquals(
        PLAN,
        BoxCgroup.around(
            PLAN, new Arrangement(List.of(), null, List.of(), List.of(), Arrangement.Reason.NONE)));
    cgroup.remove();
  }

  @Test
  void launcherStepsAsideAndComesBack() {
    Arrangement arrangement = delegatedScope();
    BoxCgroup cgroup = BoxCgroup.make(kernel.nextCloneIsParent(), arrangement);
    assertEquals("4096\n", kernel.content("/cg/scope/box/memory.max"));
    assertEquals("0\n", kernel.content("/cg/scope/box/memory.swap.max"));
    assertEquals("1000\n1001\n", kernel.content("/cg/scope/box-launcher/cgroup.procs"));
    assertEquals("memory\n", kernel.content("/cg/scope/cgroup.subtree_control"));
    cgroup.remove();
    assertEquals("", kernel.content("/cg/scope/cgroup.subtree_control"));
    assertFalse(kernel.exists("/cg/scope/box") || kernel.exists("/cg/scope/box-launcher"));
    kernel.checkClean();
  }

  @Test
  void supervisorOfADetachedBoxTakesTheWaitingCallerAlong() {
    Arrangement arrangement = delegatedScope();
    assertEquals(0, kernel.nextCloneIsChild().clone(Flags.SIGCHLD));
    BoxCgroup cgroup = BoxCgroup.make(kernel.nextCloneIsParent(), arrangement);
    assertEquals("1000\n1001\n1002\n", kernel.content("/cg/scope/box-launcher/cgroup.procs"));
    assertEquals("4096\n", kernel.content("/cg/scope/box/memory.max"));
    kernel.leavesCgroups(1000);
    cgroup.remove();
    assertEquals("1001\n", kernel.content("/cg/scope/cgroup.procs"));
    assertFalse(kernel.exists("/cg/scope/box") || kernel.exists("/cg/scope/box-launcher"));
    kernel.checkClean();
  }

  @Test
  void callerThatHasEndedMeanwhileIsNoObstacle() {
    Arrangement arrangement = delegatedScope();
    assertEquals(0, kernel.nextCloneIsChild().clone(Flags.SIGCHLD));
    kernel.leavesCgroups(1000);
    BoxCgroup cgroup = BoxCgroup.make(kernel.nextCloneIsParent(), arrangement);
    assertEquals("1001\n1002\n", kernel.content("/cg/scope/box-launcher/cgroup.procs"));
    cgroup.remove();
    kernel.checkClean();
  }

  @Test
  void detachedBoxThatCannotBeMadeLeavesTheCallerWhereItWas() {
    Arrangement arrangement = delegatedScope();
    assertEquals(0, kernel.nextCloneIsChild().clone(Flags.SIGCHLD));
    kernel.nextCloneIsParent().failNext("openat", "/cg/scope/box/memory.max", Errno.ERANGE);
    assertThrows(StepFailedException.class, () -> BoxCgroup.make(kernel, arrangement));
    assertEquals("1000\n1001\n", kernel.content("/cg/scope/cgroup.procs"));
    assertFalse(kernel.exists("/cg/scope/box") || kernel.exists("/cg/scope/box-launcher"));
    kernel.checkClean();
  }

  @Test
  void whoHasComeMeanwhileIsNotMoved() {
    Arrangement arrangement = delegatedScope();
    kernel.inCgroup("/cg/scope", 1000, 77).nextCloneIsParent();
    StepFailedException e =
        assertThrows(StepFailedException.class, () -> BoxCgroup.make(kernel, arrangement));
    assertTrue(String.valueOf(e.getMessage()).contains("EBUSY"), e.getMessage());
    assertEquals("77\n1000\n", kernel.content("/cg/scope/cgroup.procs"));
    assertFalse(kernel.exists("/cg/scope/box-launcher"));
    kernel.checkClean();
  }

  @Test
  void joiningFromOutsideOfTheDelegationSaysFromWhereItWorks() {
    kernel.cgroups(true, "/cg", "memory").delegated("/cg/service", 1000);
    kernel.inCgroup("/cg/session", 0, 77);
    kernel.mkdirat(Flags.AT_FDCWD, "/cg/service/box", 0755);
    Fd procs = Fd.open(kernel, "/cg/service/box/cgroup.procs", Flags.O_WRONLY);
    Step join = new Step.JoinCgroup("/cg/service/box", procs.number());
    Plan plan = PLAN.withSteps(List.of(join));
    kernel.nextCloneIsChild();
    assertThrows(ProcessExited.class, () -> new Launcher(kernel).launch(plan));
    assertEquals(
        "limpet: join the cgroup /cg/service/box: EACCES from write: who joins has to be in the same"
            + " delegated part of the cgroups: run it as systemd-run --user --scope limpet ...\n",
        kernel.standardError());
  }

  @Test
  void limitThatTheKernelRefusesLeavesNothing() {
    Arrangement arrangement = version1();
    kernel.nextCloneIsParent().failNext("write", Errno.EINVAL);
    StepFailedException e =
        assertThrows(StepFailedException.class, () -> BoxCgroup.make(kernel, arrangement));
    String said = String.valueOf(e.getMessage());
    assertTrue(
        said.startsWith("set /c/memory/mine/box/memory.limit_in_bytes to 4096: EINVAL"), said);
    assertFalse(kernel.exists("/c/memory/mine/box"));
    kernel.checkClean();
  }

  @Test
  void kernelThatDoesNotAccountSwapWillDo() {
    Arrangement arrangement = version1();
    String swap = "/c/memory/mine/box/memory.memsw.limit_in_bytes";
    kernel.nextCloneIsParent().failNext("openat", swap, Errno.ENOENT);
    BoxCgroup.make(kernel, arrangement).remove();
    kernel.checkClean();
  }

  @Test
  void cgroupThatIsBusyForAMomentIsRemovedAfterIt() {
    Arrangement arrangement = version1();
    BoxCgroup cgroup = BoxCgroup.make(kernel.nextCloneIsParent(), arrangement);
    kernel.failNext("unlinkat", Errno.EBUSY);
    cgroup.remove();
    assertFalse(kernel.exists("/c/memory/mine/box"));
    kernel.checkClean();
  }

  @Test
  void janitorWaitsForTheEndAndUndoes() {
    Arrangement arrangement = version1();
    kernel.mkdirat(Flags.AT_FDCWD, "/c/memory/mine/box", 0755);
    kernel.nextCloneIsChild().failNext("unlinkat", Errno.EBUSY);
    kernel.whenWaiting(() -> kernel.otherCloses(kernel.openDescriptors().get(0)));
    ProcessExited exit =
        assertThrows(ProcessExited.class, () -> BoxCgroup.make(kernel, arrangement));
    assertEquals(0, exit.code());
    assertFalse(kernel.exists("/c/memory/mine/box"));
    assertTrue(kernel.transcript().toString().contains("setsid"));
    assertEquals(-1L & ~(1L << 8 | 1L << 18), kernel.blocked());
  }
}
