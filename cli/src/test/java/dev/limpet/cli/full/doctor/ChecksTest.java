package dev.limpet.cli.full.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.cli.full.doctor.Finding.State;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.ProcessExited;
import dev.limpet.linux.WaitStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every check in every state. */
class ChecksTest {
  private static final int CHILD = 1001;
  private static final int PIPE = 3;

  private final FakeKernel user = FakeKernel.asUser(1000, 1000);
  private final FakeKernel root = FakeKernel.asRoot();

  private static Facts facts(FakeKernel kernel, String... environment) {
    return new Facts(kernel, new Environment(List.of(environment)));
  }

  private static void assertFound(State state, String mentions, Check check, Facts facts) {
    Finding finding = check.find(facts);
    assertEquals(state, finding.state(), finding.toString());
    assertEquals(state == State.OK, finding.fix().isEmpty(), finding.toString());
    assertTrue((finding.what() + "|" + finding.fix()).contains(mentions), finding.toString());
    assertFalse((finding.what() + finding.fix()).contains("\n"), finding.toString());
    ((FakeKernel) facts.kernel()).checkClean();
  }

  /** The next trial ends with {@code code}, after it has said something. */
  private static FakeKernel trialEnds(FakeKernel kernel, int code, String said) {
    kernel.nextCloneIsParent();
    kernel.whenWaiting(
        () -> {
          kernel.otherWrites(PIPE, OsString.encode(said));
          kernel.otherCloses(PIPE);
          kernel.childEnds(CHILD, WaitStatus.exited(code));
        });
    return kernel;
  }

  @Test
  void kernelIsNewEnoughOrNot() {
    Check check = new KernelCheck();
    String release = "/proc/sys/kernel/osrelease";
    assertFound(State.MISSING, "unknown", check, facts(user));
    for (String good : List.of("5.12.0", "5.15.0-91-generic", "6.1.0", "10.0")) {
      assertFound(State.OK, good, check, facts(user.file(release, 0444, good + "\n")));
    }
    for (String old : List.of("5.11.99", "4.19", "3.10.0-el7", "x", "5.x")) {
      assertFound(State.MISSING, "5.12", check, facts(user.file(release, 0444, old + "\n")));
    }
  }

  @Test
  void userNamespacesAreThereAndReallyMade() {
    Check check = new UserNamespacesCheck();
    assertFound(State.OK, "you may", check, facts(trialEnds(user, 0, "")));
    assertFound(State.MISSING, "EPERM", check, facts(user.failNext("clone", Errno.EPERM)));
  }

  @Test
  void userNamespacesHaveSwitches() {
    Check check = new UserNamespacesCheck();
    String apparmor = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";
    assertFound(
        State.LIMITED,
        "AppArmor",
        check,
        facts(trialEnds(user.file(apparmor, 0644, "1\n"), 0, "")));
    user.file("/proc/sys/user/max_user_namespaces", 0644, "0\n");
    assertFound(State.MISSING, "user.max_user_namespaces", check, facts(user));
    user.file("/proc/sys/kernel/unprivileged_userns_clone", 0644, "0\n");
    assertFound(State.MISSING, "kernel.unprivileged_userns_clone=1", check, facts(user));
    root.file("/proc/sys/kernel/unprivileged_userns_clone", 0644, "0\n");
    assertFound(State.OK, "you may", check, facts(trialEnds(root, 0, "")));
  }

  @Test
  void kernelWithoutUserNamespacesIsTold() {
    user.unlinkat(-100, "/proc/self/ns/user", 0);
    assertFound(State.MISSING, "CONFIG_USER_NS", new UserNamespacesCheck(), facts(user));
  }

  @Test
  void boxIsStartedOrSaysWhyNot() {
    assertFound(State.OK, "started", new BoxCheck(), facts(trialEnds(user, 0, "")));
  }

  @Test
  void boxThatCannotBeStartedSaysWhy() {
    Facts facts = facts(trialEnds(user, 125, "limpet: make the namespaces: EPERM: because\n"));
    assertFound(State.MISSING, "|make the namespaces: EPERM: because", new BoxCheck(), facts);
  }

  @Test
  void boxThatEndsWithoutAWordIsTold() {
    assertFound(State.MISSING, "ended with code 7", new BoxCheck(), facts(trialEnds(user, 7, "")));
  }

  @Test
  void boxOfTheTrialIsAnOrdinaryOne() {
    user.file("/proc/self/mounts", 0444, "x / ext4 rw 0 0\n").nextCloneIsChild().nextCloneIsChild();
    user.file("/proc/self/exe", 0755, "");
    // The fake's fresh /proc has no such link: the start comes as far as that.
    ProcessExited exit = assertThrows(ProcessExited.class, () -> new BoxCheck().find(facts(user)));
    assertEquals(127, exit.code());
    assertTrue(user.noNewPrivs());
    assertEquals(1, user.seccompFilters().size());
  }

  @Test
  void trialThatHangsIsKilled() {
    user.nextCloneIsParent();
    assertFound(State.MISSING, "code 137", new BoxCheck(), facts(user));
  }

  @Test
  void namespacesAreAllThereOrNamed() {
    assertFound(State.MISSING, "lacks time", new NamespacesCheck(), facts(user));
    user.file("/proc/self/ns/time", 0444, "");
    assertFound(State.OK, "time", new NamespacesCheck(), facts(user));
  }

  @Test
  void seccompHasTheActionsOrNot() {
    assertFound(State.MISSING, "CONFIG_SECCOMP_FILTER", new SeccompCheck(), facts(user));
    user.file("/proc/sys/kernel/seccomp/actions_avail", 0444, "kill_process errno trace allow\n");
    assertFound(State.OK, "filtered", new SeccompCheck(), facts(user));
  }

  @Test
  void landlockGivesWhatItsVersionHas() {
    Check check = new LandlockCheck();
    assertFound(State.MISSING, "lsm=", check, facts(user.landlock(0)));
    assertFound(State.LIMITED, "no ports", check, facts(user.landlock(3)));
    assertFound(State.LIMITED, "knows ports", check, facts(user.landlock(5)));
    assertFound(State.OK, "version 6", check, facts(user.landlock(6)));
  }

  @Test
  void cgroupsHoldOrNot() {
    Check check = new CgroupsCheck();
    user.file("/proc/self/cgroup", 0444, "").file("/proc/self/mountinfo", 0444, "");
    assertFound(State.LIMITED, "mount -t cgroup2", check, facts(user));
    user.cgroups(true, "/cg", "memory", "cpu", "pids").inCgroup("/cg/session", 0, 77);
    assertFound(State.LIMITED, "systemd-run --user --scope", check, facts(user));
    root.cgroups(false, "/m", "memory").cgroups(false, "/c", "cpu").cgroups(false, "/p", "pids");
    assertFound(State.OK, "version 1 holds", check, facts(root));
  }

  @Test
  void overlayIsMountedInATrial() {
    Check check = new OverlayCheck();
    assertFound(State.OK, "writable layer", check, facts(trialEnds(user, 0, "")));
  }

  @Test
  void overlayThatIsRefusedIsTold() {
    Facts facts = facts(trialEnds(user, 125, "limpet: mount overlay on /tmp/all: ENODEV\n"));
    assertFound(State.MISSING, "ENODEV", new OverlayCheck(), facts);
  }

  @Test
  void trialOfTheOverlaySaysWhatFails() {
    user.nextCloneIsChild().failNext("mount", Errno.EPERM);
    ProcessExited exit =
        assertThrows(ProcessExited.class, () -> new OverlayCheck().find(facts(user)));
    assertEquals(125, exit.code());
  }

  @Test
  void subordinateIdsNeedProgramsAndRanges() {
    Check check = new SubordinateIdsCheck();
    assertFound(State.MISSING, "uidmap", check, facts(user));
    user.file("/usr/bin/newuidmap", 04755, "").file("/usr/bin/newgidmap", 04755, "");
    assertFound(State.MISSING, "/etc/subuid has no line", check, facts(user));
    user.file("/etc/passwd", 0644, "me:x:1000:1000::/:/bin/sh\n");
    user.file("/etc/subuid", 0644, "me:100000:65536\n");
    assertFound(State.MISSING, "/etc/subgid has no line", check, facts(user));
    user.file("/etc/subgid", 0644, "me:x\n");
    assertFound(State.MISSING, "/etc/subgid has no line USER:START", check, facts(user));
    user.file("/etc/subgid", 0644, "1000:100000:65536\n");
    assertFound(State.OK, "users of their own", check, facts(user));
  }

  @Test
  void runtimeDirectoryIsTheUsersOwn() {
    Check check = new RuntimeDirectoryCheck();
    assertFound(State.OK, "/run", check, facts(root));
    assertFound(State.LIMITED, "/run/user/1000", check, facts(user));
    String here = "XDG_RUNTIME_DIR=/tmp/here";
    assertFound(State.MISSING, "is no directory", check, facts(user, here));
    user.directory("/run/user/1000");
    assertFound(State.MISSING, "by others", check, facts(user, "XDG_RUNTIME_DIR=/run/user/1000"));
    user.mkdirat(-100, "/tmp/here", 0700);
    assertFound(State.OK, "/tmp/here", check, facts(user, here));
  }

  @Test
  void kvmAnswersOrNot() {
    Check check = new KvmCheck();
    assertFound(State.MISSING, "nested virtualization", check, facts(user));
    user.file("/dev/kvm", 0666, "");
    assertFound(State.MISSING, "does not answer: ENOTTY", check, facts(user));
    user.failNext("openat", "/dev/kvm", Errno.EACCES);
    assertFound(State.MISSING, "usermod -aG kvm", check, facts(user));
    user.device("/dev/kvm");
    assertFound(State.OK, "the processor's help", check, facts(user));
  }
}
