package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Landlock;
import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Rlimit;
import dev.limpet.linux.Flags;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {
  @Test
  void guestIsLookedForInThePathOfItsOwnEnvironment() {
    assertEquals(
        List.of("/usr/bin/true", "/bin/true"), new Specs().plan(Specs.user("/")).guest().paths());
  }

  @Test
  void allNamespacesAreNew() {
    assertEquals(
        Flags.CLONE_NEWUSER
            | Flags.CLONE_NEWNS
            | Flags.CLONE_NEWPID
            | Flags.CLONE_NEWNET
            | Flags.CLONE_NEWIPC
            | Flags.CLONE_NEWUTS
            | Flags.CLONE_NEWCGROUP,
        new Specs().plan(Specs.user("/")).cloneFlags());
    assertTrue(has(new Specs(), new Step.NewTimeNamespace()));
  }

  @Test
  void sharedNetworkGetsNoLoopback() {
    Specs specs = new Specs();
    specs.namespaces = without(NamespaceType.NETWORK);
    assertFalse(has(specs, new Step.LoopbackUp()));
    assertEquals(0, specs.plan(Specs.user("/")).cloneFlags() & Flags.CLONE_NEWNET);
  }

  @Test
  void networkThatIsJoinedIsNotMadeAndItsLoopbackLeftAlone() {
    Specs specs = new Specs();
    specs.namespaces = new ArrayList<>(without(NamespaceType.NETWORK));
    specs.namespaces.add(new Namespace(NamespaceType.NETWORK, "/run/netns/x"));
    Plan plan = specs.plan(Specs.user("/"));
    assertEquals("/run/netns/x", plan.network());
    assertEquals(0, plan.cloneFlags() & Flags.CLONE_NEWNET);
    assertFalse(plan.steps().contains(new Step.LoopbackUp()));
  }

  @Test
  void idsBesideTheCallersAreMappedFromOutside() {
    Specs specs = new Specs();
    specs.uids = List.of(new IdMapping(1000, 1000, 1), new IdMapping(0, 100000, 1000));
    List<Step> steps = specs.plan(Specs.user("/")).steps();
    assertEquals(
        new Step.AwaitHelpers(specs.uids, List.of(new IdMapping(1000, 1000, 1)), false),
        steps.get(0));
    for (Step step : steps) {
      assertFalse(step instanceof Step.MapIds);
    }
  }

  @Test
  void capabilitiesThatNobodyInheritsAreKept() {
    Specs specs = new Specs();
    List<String> some = List.of("CAP_CHOWN");
    specs.capabilities = new Capabilities(some, some, List.of(), some, List.of());
    assertTrue(has(specs, new Step.DropCapabilities(some)));
    specs.capabilities = new Capabilities(some, List.of(), List.of(), some, List.of());
    assertRefused("capabilities", specs);
    specs.capabilities = new Capabilities(some, some, List.of(), some, some);
    assertRefused("capabilities", specs);
  }

  @Test
  void landlockComesAfterNoNewPrivilegesAndBeforeTheFilter() {
    Specs specs = new Specs();
    specs.landlock = Landlock.SCOPED;
    List<Step> steps = specs.plan(Specs.user("/")).steps();
    int restrict = steps.indexOf(new Step.Restrict(Landlock.SCOPED));
    assertTrue(steps.indexOf(new Step.NoNewPrivileges()) < restrict);
    assertTrue(steps.get(steps.size() - 1) instanceof Step.InstallFilter);
    assertFalse(has(new Specs(), new Step.Restrict(Landlock.SCOPED)));
  }

  private static boolean has(Specs specs, Step step) {
    return specs.plan(Specs.user("/")).steps().contains(step);
  }

  private static List<Namespace> without(NamespaceType type) {
    List<Namespace> some = new ArrayList<>();
    for (Namespace namespace : Specs.allNew()) {
      if (namespace.type() != type) {
        some.add(namespace);
      }
    }
    return some;
  }

  @Test
  void rootWithMountsBelowComesAlongWithThemEvenWhereTheBoxMountsOverThem() {
    Specs specs = new Specs();
    specs.root = "/srv/alpine";
    Step recursive = new Step.EnterRoot("/srv/alpine", true, false);
    assertTrue(specs.plan(Specs.user("/", "/srv/alpine/proc")).steps().contains(recursive));
    Step alone = new Step.EnterRoot("/srv/alpine", false, false);
    assertTrue(specs.plan(Specs.user("/", "/srv/alpine", "/srv/alp")).steps().contains(alone));
  }

  @Test
  void rootIsWritableWhereTheSpecSaysSo() {
    Specs here = new Specs();
    here.readonly = false;
    assertTrue(here.plan(Specs.user("/")).steps().contains(new Step.SealRoot(true)));
    Specs there = new Specs();
    there.readonly = false;
    there.root = "/srv/alpine";
    Step enter = new Step.EnterRoot("/srv/alpine", false, true);
    assertTrue(there.plan(Specs.user("/")).steps().contains(enter));
  }

  @Test
  void terminalIsMadeInTheBoxesOwnDevptsWhilePrivilegesAreThere() {
    Specs specs = new Specs();
    specs.terminal = true;
    List<Step> steps = specs.plan(Specs.user("/")).steps();
    int file = steps.indexOf(new Step.MakeFile("/dev/console"));
    int sealed = steps.indexOf(new Step.SealDevices());
    int devpts =
        steps.indexOf(new Step.MountNew("devpts", "/dev/pts", Flags.MS_NOSUID, "newinstance"));
    int terminal = steps.indexOf(new Step.NewTerminal("/dev/console", null));
    assertTrue(0 <= file && file < sealed, () -> steps.toString());
    assertTrue(0 <= devpts && devpts < terminal, () -> steps.toString());
    assertTrue(terminal < steps.indexOf(new Step.CloseDescriptors()), () -> steps.toString());
    assertTrue(StepText.of(steps.get(terminal)).contains("/dev/console"));
  }

  @Test
  void limitsAreSetBeforePrivilegesGo() {
    Specs limited = new Specs();
    limited.rlimits = List.of(new Rlimit("RLIMIT_NOFILE", 64, 128));
    List<Step> steps = limited.plan(Specs.user("/")).steps();
    int limit = steps.indexOf(new Step.SetLimit(Flags.RLIMIT_NOFILE, "RLIMIT_NOFILE", 64, 128));
    assertTrue(limit >= 0);
    assertTrue(limit < steps.indexOf(new Step.DropCapabilities(List.of())));
  }

  @Test
  void mountsComeInTheirOrder() {
    Specs specs = new Specs().bind("/a", "/tmp/a", "rw");
    specs.mounts.add(new Mount("/tmp/a/b", "tmpfs", "tmpfs", List.of("size=1m")));
    specs.bind("/c", "/tmp/a/b/c", "ro");
    List<Step> steps = specs.plan(Specs.user("/")).steps();
    int first = steps.indexOf(new Step.PlaceTree(0, "/a", "/tmp/a", true, true));
    int second = steps.indexOf(new Step.MountNew("tmpfs", "/tmp/a/b", 0, "size=1m"));
    int third = steps.indexOf(new Step.PlaceTree(1, "/c", "/tmp/a/b/c", false, true));
    assertTrue(0 <= first && first < second && second < third, () -> steps.toString());
    assertFalse(steps.contains(new Step.MakePath("/tmp/a/b")), "the host's directory is not made");
  }

  /** Nothing that a Spec asks for is passed over in silence. */
  @Test
  void whatIsNotDoneIsRefused() {
    Specs withoutUser = new Specs();
    withoutUser.namespaces = without(NamespaceType.USER);
    assertRefused("user namespace", withoutUser);

    Specs withoutPid = new Specs();
    withoutPid.namespaces = without(NamespaceType.PID);
    assertRefused("pid namespace", withoutPid);

    Specs joining = new Specs();
    joining.namespaces = new ArrayList<>(without(NamespaceType.IPC));
    joining.namespaces.add(new Namespace(NamespaceType.IPC, "/proc/1/ns/ipc"));
    assertRefused("joining a ipc namespace", joining);

    Specs twice = new Specs();
    twice.namespaces = new ArrayList<>(Specs.allNew());
    twice.namespaces.add(new Namespace(NamespaceType.NETWORK, "/run/netns/x"));
    assertRefused("two network namespaces", twice);

    Specs capable = new Specs();
    List<String> some = List.of("CAP_CHOWN");
    capable.capabilities = new Capabilities(some, some, some, some, List.of());
    assertRefused("capabilities", capable);

    Specs privileged = new Specs();
    privileged.noNewPrivileges = false;
    assertRefused("gain privileges", privileged);

    Specs limited = new Specs();
    limited.rlimits = List.of(new Rlimit("RLIMIT_RTTIME", 1, 1));
    assertRefused("the limit RLIMIT_RTTIME", limited);

    Specs relative = new Specs().bind("/etc", "mnt", "ro");
    assertRefused("mnt", relative);

    Specs nothing = new Specs();
    nothing.args = List.of();
    assertRefused("args", nothing);
  }

  @Test
  void boxNeedsItsOwnDevAndProcAndKnownFileSystems() {
    Specs withoutDev = new Specs();
    withoutDev.mounts.removeIf(mount -> mount.destination().equals("/dev"));
    assertRefused("tmpfs on /dev", withoutDev);

    Specs withoutProc = new Specs();
    withoutProc.mounts.removeIf(mount -> mount.destination().equals("/proc"));
    assertRefused("proc on /proc", withoutProc);

    Specs strange = new Specs();
    strange.mounts.add(new Mount("/x", "nfs", "server:/", List.of()));
    assertRefused("nfs on /x", strange);
  }

  private static void assertRefused(String mentions, Specs specs) {
    RefusedException e = assertThrows(RefusedException.class, () -> specs.plan(Specs.user("/")));
    assertTrue(String.valueOf(e.getMessage()).contains(mentions), e.getMessage());
  }
}
