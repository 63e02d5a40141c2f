package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.Landlock;
import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import dev.limpet.linux.ProcessExited;
import dev.limpet.linux.ProgramStarted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The launcher over a kernel in memory: what the box is when the guest starts, and what fails how.
 */
class LauncherTest {
  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000).directory("/work");

  private ProgramStarted start(Specs specs, Host host) {
    kernel.nextCloneIsChild();
    return assertThrows(ProgramStarted.class, () -> new Launcher(kernel).launch(specs.plan(host)));
  }

  private String failure(Specs specs, int expectedCode) {
    kernel.nextCloneIsChild();
    ProcessExited exit =
        assertThrows(
            ProcessExited.class, () -> new Launcher(kernel).launch(specs.plan(Specs.user("/"))));
    assertEquals(expectedCode, exit.code());
    String said = kernel.standardError();
    assertTrue(said.startsWith("limpet: ") && said.indexOf('\n') == said.length() - 1, said);
    return said;
  }

  @Test
  void guestStartsWithItsArgumentsAndEnvironment() {
    Specs specs = new Specs();
    specs.args = List.of("true", "a b", "");
    ProgramStarted started = start(specs, Specs.user("/"));
    assertEquals("/usr/bin/true", started.path());
    assertEquals(List.of("true", "a b", ""), started.arguments());
    assertEquals(specs.env, started.environment());
    kernel.checkClean();
  }

  @Test
  void guestHasNoPrivileges() {
    start(new Specs(), Specs.user("/"));
    assertEquals(0, kernel.effectiveCapabilities());
    assertEquals(0, kernel.permittedCapabilities());
    assertEquals(0, kernel.inheritableCapabilities());
    assertEquals(0, kernel.ambientCapabilities());
    assertEquals(0, kernel.boundingCapabilities());
    assertTrue(kernel.noNewPrivs());
    assertEquals(1, kernel.seccompFilters().size());
    assertEquals(0, kernel.blocked());
  }

  @Test
  void capabilitiesThatAreKeptAreAllThatIsLeft() {
    Specs specs = new Specs();
    List<String> some = List.of("CAP_CHOWN", "CAP_SETUID");
    specs.capabilities = new Capabilities(some, some, List.of(), some, List.of());
    start(specs, Specs.user("/"));
    assertEquals(0x81, kernel.effectiveCapabilities());
    assertEquals(0x81, kernel.permittedCapabilities());
    assertEquals(0x81, kernel.boundingCapabilities());
    assertEquals(0, kernel.inheritableCapabilities());
  }

  @Test
  void memoryOfAnInitThatTheGuestSeesIsClosed() {
    Specs specs = new Specs();
    specs.init = true;
    assertEquals(0, specs.plan(Specs.user("/")).guestFlags());
    start(specs, Specs.user("/"));
    assertTrue(kernel.transcript().toString().contains("prctl(PR_SET_DUMPABLE, 0, 0)"));
  }

  @Test
  void guestIsPidOneOfANamespaceOfItsOwn() {
    assertEquals(Flags.CLONE_NEWPID, new Specs().plan(Specs.user("/")).guestFlags());
    start(new Specs(), Specs.user("/"));
    assertFalse(kernel.transcript().toString().contains("PR_SET_DUMPABLE"));
  }

  @Test
  void terminalOfTheBoxIsAllThatTheGuestHasOpen() {
    Specs specs = new Specs();
    specs.terminal = true;
    kernel.nextCloneIsChild();
    assertThrows(
        ProgramStarted.class,
        () ->
            new Launcher(kernel).launch(specs.plan(Specs.user("/")), 0, new TerminalRelay(kernel)));
    for (int fd = 0; fd < 3; fd++) {
      assertTrue(kernel.isOwnTerminal(fd));
    }
    assertMounted("/dev/console", "devpts");
    assertEquals(List.of(0, 1, 2), kernel.openDescriptors());
  }

  @Test
  void failureAfterTheTerminalIsThereIsToldToTheCaller() {
    Specs specs = new Specs();
    specs.terminal = true;
    specs.args = List.of("no-such-command");
    kernel.nextCloneIsChild();
    Plan plan = specs.plan(Specs.user("/"));
    ProcessExited exit =
        assertThrows(
            ProcessExited.class,
            () -> new Launcher(kernel).launch(plan, 0, new TerminalRelay(kernel)));
    assertEquals(127, exit.code());
    assertTrue(kernel.transcript().toString().contains("no-such-command: ENOENT"));
    assertFalse(kernel.transcript().toString().contains("write(2, \"limpet: exec"));
  }

  @Test
  void terminalThatNobodyAttendsToIsRefused() {
    Specs specs = new Specs();
    specs.terminal = true;
    assertTrue(failure(specs, 125).contains("a terminal that nobody attends to"));
  }

  @Test
  void rootIsReadOnlyAndTheRestIsTheBoxesOwn() {
    start(new Specs(), Specs.user("/"));
    assertMounted("/", "RDONLY");
    assertMounted("/tmp", "size=2m");
    assertMounted("/dev", "RDONLY");
    assertMounted("/proc/sys", "RDONLY");
    assertTrue(kernel.exists("/dev/null") && kernel.exists("/dev/fd"));
    assertEquals(Flags.IFF_UP, kernel.interfaceFlags("lo"));
  }

  @Test
  void landlockHoldsPortsAndScopes() {
    Specs specs = new Specs();
    specs.landlock = new Landlock(List.of(443, 80), List.of(), true);
    start(specs, Specs.user("/"));
    assertEquals(List.of("net 3 {80=2, 443=2} scoped 3"), kernel.rulesets());
    kernel.checkClean();
  }

  @Test
  void oneKindOfPortsLeavesTheOtherAlone() {
    Specs specs = new Specs();
    specs.landlock = new Landlock(null, List.of(8080), false);
    start(specs, Specs.user("/"));
    assertEquals(List.of("net 1 {8080=1} scoped 0"), kernel.rulesets());
  }

  @Test
  void scopesAreLeftOutWhereTheKernelLacksThem() {
    Specs specs = new Specs();
    specs.landlock = Landlock.SCOPED;
    kernel.landlock(0);
    start(specs, Specs.user("/"));
    assertEquals(List.of(), kernel.rulesets());
  }

  @Test
  void portsAreHeldWithoutScopesOnAnOlderKernel() {
    Specs specs = new Specs();
    specs.landlock = new Landlock(List.of(443), null, true);
    kernel.landlock(5);
    start(specs, Specs.user("/"));
    assertEquals(List.of("net 2 {443=2} scoped 0"), kernel.rulesets());
  }

  @Test
  void portsThatCannotBeHeldAreRefused() {
    Specs specs = new Specs();
    specs.landlock = new Landlock(List.of(443), null, true);
    kernel.landlock(3);
    assertTrue(failure(specs, 125).contains("Linux 6.7"));
  }

  private static Specs joining(String path) {
    Specs specs = new Specs();
    List<Namespace> namespaces = new ArrayList<>();
    for (Namespace namespace : Specs.allNew()) {
      boolean network = namespace.type() == NamespaceType.NETWORK;
      namespaces.add(network ? new Namespace(NamespaceType.NETWORK, path) : namespace);
    }
    specs.namespaces = namespaces;
    return specs;
  }

  @Test
  void networkNamespaceIsJoinedBeforeTheBoxIsMade() {
    FakeKernel root = FakeKernel.asRoot().directory("/work").file("/srv/ns/net", 0644, "");
    root.failNext("clone", Errno.ENOSPC);
    Plan plan = joining("/srv/ns/net").plan(Specs.user("/"));
    assertThrows(StepFailedException.class, () -> new Launcher(root).launch(plan));
    String calls = root.transcript().toString();
    assertTrue(calls.indexOf("setns") >= 0 && calls.indexOf("setns") < calls.indexOf("clone"));
    root.checkClean();
  }

  @Test
  void networkNamespaceThatCannotBeJoinedIsExplained() {
    Plan missing = joining("/run/netns/x").plan(Specs.user("/"));
    assertNotJoined("/run/netns/x: ENOENT from openat: there is none: ip netns add", missing);
    kernel.file("/srv/ns/net", 0644, "");
    assertNotJoined("EPERM from setns: only root", joining("/srv/ns/net").plan(Specs.user("/")));
    assertNotJoined("EINVAL from setns: that is no", joining("/etc/passwd").plan(Specs.user("/")));
  }

  private void assertNotJoined(String expected, Plan plan) {
    StepFailedException e =
        assertThrows(StepFailedException.class, () -> new Launcher(kernel).launch(plan));
    String said = String.valueOf(e.getMessage());
    assertTrue(said.contains(expected), said);
  }

  @Test
  void bindsAreWhereTheyWereWanted() {
    kernel.file("/home/me/data", 0644, "content").directory("/mnt");
    start(new Specs().bind("/home/me", "/mnt", "ro"), Specs.user("/"));
    assertEquals("content", kernel.content("/mnt/data"));
    assertMounted("/mnt", "RDONLY");
  }

  @Test
  void destinationOnTmpIsMade() {
    kernel.file("/home/me/data", 0644, "content");
    start(new Specs().bind("/home/me/data", "/tmp/deep/er/file", "rw"), Specs.user("/"));
    assertEquals("content", kernel.content("/tmp/deep/er/file"));
  }

  @Test
  void hostsMountsAreHidden() {
    kernel.hostMount("/home", 0).file("/home/secret", 0644, "x");
    start(new Specs(), Specs.user("/", "/home"));
    assertFalse(kernel.exists("/home/secret"));
    assertTrue(kernel.exists("/home"));
  }

  @Test
  void destinationThatIsNotThereIsNamed() {
    String said = failure(new Specs().bind("/etc", "/no/such", "ro"), 125);
    assertTrue(said.contains("/no/such") && said.contains("ENOENT"), said);
  }

  @Test
  void sourceThatIsNotThereIsNamed() {
    String said = failure(new Specs().bind("/no/such", "/mnt", "ro"), 125);
    assertTrue(said.contains("open /no/such: ENOENT"), said);
  }

  @Test
  void everyStepThatCanFailEndsIn125AndOneLine() {
    for (String call :
        List.of(
            "prctl",
            "openat",
            "write",
            "chdir",
            "mount_setattr",
            "mount",
            "mknodat",
            "symlinkat",
            "mkdirat",
            "unshare",
            "socket",
            "close_range",
            "capset",
            "seccomp")) {
      FakeKernel failing = FakeKernel.asUser(1000, 1000).directory("/work");
      failing.nextCloneIsChild().failNext(call, Errno.EIO);
      ProcessExited exit =
          assertThrows(
              ProcessExited.class,
              () -> new Launcher(failing).launch(new Specs().plan(Specs.user("/"))));
      assertEquals(125, exit.code(), call);
      String said = failing.standardError();
      assertTrue(said.contains("EIO"), () -> call + ": " + said);
      assertEquals(said.length() - 1, said.indexOf('\n'), call);
    }
  }

  @Test
  void commandThatIsNotThereGives127() {
    Specs specs = new Specs();
    specs.args = List.of("no-such-command");
    assertTrue(failure(specs, 127).contains("no-such-command"));
  }

  @Test
  void commandThatMayNotBeExecutedGives126() {
    Specs specs = new Specs();
    specs.args = List.of("/etc/passwd");
    assertTrue(failure(specs, 126).contains("EACCES"));
  }

  @Test
  void workingDirectoryThatIsNotThereIsAFailureIfAskedFor() {
    Specs specs = new Specs();
    specs.cwd = "/no/such";
    assertTrue(failure(specs, 125).contains("/no/such"));
  }

  @Test
  void workingDirectoryThatIsNotThereIsTheRootIfNotAskedFor() {
    Specs specs = new Specs();
    specs.cwd = "/no/such";
    specs.cwdOrRoot = true;
    start(specs, Specs.user("/"));
    assertTrue(kernel.transcript().toString().contains("chdir(\"/\")"));
  }

  @Test
  void launcherThatFailsTakesTheBoxWithIt() {
    kernel.nextCloneIsParent().failNext("rt_sigtimedwait", Errno.EIO);
    assertThrows(
        ErrnoException.class, () -> new Launcher(kernel).launch(new Specs().plan(Specs.user("/"))));
    assertTrue(kernel.transcript().toString().contains("SIGKILL"));
  }

  @Test
  void namespacesThatAreRefusedAreExplained() {
    kernel.file("/proc/sys/user/max_user_namespaces", 0644, "0\n");
    kernel.failNext("clone", Errno.ENOSPC);
    StepFailedException e =
        assertThrows(
            StepFailedException.class,
            () -> new Launcher(kernel).launch(new Specs().plan(Specs.user("/"))));
    String said = String.valueOf(e.getMessage());
    assertTrue(said.contains("make the namespaces: ENOSPC"), said);
    assertTrue(said.contains("user.max_user_namespaces"), said);
  }

  @Test
  void timeIsLeftAsItIsWhereItWouldCostTheGuestItsThreads() {
    kernel.release("6.2.16-20-generic");
    start(new Specs(), Specs.user("/"));
    assertEquals(0, kernel.newNamespaces() & Flags.CLONE_NEWTIME);
    FakeKernel newer = FakeKernel.asUser(1000, 1000).directory("/work").release("6.3.0");
    newer.nextCloneIsChild();
    assertThrows(
        ProgramStarted.class, () -> new Launcher(newer).launch(new Specs().plan(Specs.user("/"))));
    assertNotEquals(0, newer.newNamespaces() & Flags.CLONE_NEWTIME);
  }

  @Test
  void appArmorIsNamedWhereItDenies() {
    kernel.file("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 0644, "1\n");
    kernel.failNext("mount_setattr", Errno.EACCES);
    assertTrue(failure(new Specs(), 125).contains("AppArmor"));
  }

  @Test
  void procThatIsMaskedOutsideIsNamed() {
    kernel.failNext("mount", "proc on /proc", Errno.EPERM);
    assertTrue(failure(new Specs(), 125).contains("mount proc on /proc"));
  }

  private void assertMounted(String path, String what) {
    for (String line : kernel.mountTable()) {
      if (line.startsWith(path + " ") && line.contains(what)) {
        return;
      }
    }
    fail(path + " with " + what + " is not among " + kernel.mountTable());
  }
}
