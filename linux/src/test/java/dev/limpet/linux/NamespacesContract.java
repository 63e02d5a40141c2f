package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Namespaces and privileges inside of them, for a child that has all of its own. */
abstract class NamespacesContract extends IsolatedContract {
  @Test
  void userIsMappedAndThePidIsOne() {
    int uid = kernel.getuid();
    int gid = kernel.getgid();
    inNewNamespaces(
        () -> {
          assertEquals(1, kernel.getpid());
          assertEquals(0, kernel.getppid());
          assertEquals(uid, kernel.getuid());
          assertEquals(gid, kernel.getegid());
        });
  }

  @Test
  void idsOfOthersAreNotMapped() {
    inNewNamespaces(
        () -> {
          kernel.unshare(Flags.CLONE_NEWUSER);
          assertErrno(Errno.EPERM, () -> put("/proc/self/uid_map", "0 4242 1\n"));
          assertErrno(Errno.EPERM, () -> put("/proc/self/gid_map", "0 4242 1\n"));
        });
  }

  @Test
  void hostnameIsSet() {
    inNewNamespaces(
        () -> {
          kernel.sethostname("limpet");
          assertErrno(Errno.EINVAL, () -> kernel.sethostname("x".repeat(65)));
        });
  }

  @Test
  void loopbackIsBroughtUp() {
    inNewNamespaces(
        () -> {
          int socket = kernel.socket(Flags.AF_INET, Flags.SOCK_DGRAM | Flags.SOCK_CLOEXEC, 0);
          kernel.ioctl_SIOCSIFFLAGS(socket, "lo", Flags.IFF_UP);
          assertErrno(Errno.ENODEV, () -> kernel.ioctl_SIOCSIFFLAGS(socket, "nope0", Flags.IFF_UP));
          assertErrno(
              Errno.ENODEV, () -> kernel.ioctl_SIOCSIFFLAGS(socket, "x".repeat(16), Flags.IFF_UP));
          kernel.close(socket);
        });
  }

  @Test
  void hostsNetworkIsNotOursToChange() {
    inNewNamespaces(
        () -> {
          kernel.capset(0, 0, 0);
          int socket = kernel.socket(Flags.AF_INET, Flags.SOCK_DGRAM | Flags.SOCK_CLOEXEC, 0);
          assertErrno(Errno.EPERM, () -> kernel.ioctl_SIOCSIFFLAGS(socket, "lo", Flags.IFF_UP));
          assertErrno(Errno.EPERM, () -> kernel.sethostname("limpet"));
          assertErrno(Errno.EPERM, () -> kernel.umount2("/tmp", Flags.MNT_DETACH));
          assertErrno(Errno.EPERM, () -> kernel.unshare(Flags.CLONE_NEWNS));
          kernel.close(socket);
        });
  }

  @Test
  void namespaceIsJoinedByItsFile() {
    inNewNamespaces(
        () -> {
          kernel.mount("proc", "/proc", "proc", 0, null);
          int fd = open("/proc/self/ns/uts");
          kernel.unshare(Flags.CLONE_NEWUTS);
          assertErrno(Errno.EINVAL, () -> kernel.setns(fd, Flags.CLONE_NEWNET));
          kernel.setns(fd, Flags.CLONE_NEWUTS);
          kernel.close(fd);
        });
  }

  @Test
  void capabilitiesAreGivenUpForGood() {
    inNewNamespaces(
        () -> {
          kernel.prctl(Flags.PR_CAPBSET_DROP, Capabilities.number("CAP_SYS_TIME"), 0, 0, 0);
          assertEquals(
              0, kernel.prctl(Flags.PR_CAPBSET_READ, Capabilities.number("CAP_SYS_TIME"), 0, 0, 0));
          long kill = 1L << Capabilities.number("CAP_KILL");
          kernel.capset(kill, kill, kill);
          assertErrno(Errno.EPERM, () -> kernel.capset(kill, kill | 1, kill));
          assertErrno(Errno.EPERM, () -> kernel.prctl(Flags.PR_CAPBSET_DROP, 0, 0, 0, 0));
          int capKill = Capabilities.number("CAP_KILL");
          kernel.prctl(Flags.PR_CAP_AMBIENT, Flags.PR_CAP_AMBIENT_RAISE, capKill, 0, 0);
          assertEquals(
              1, kernel.prctl(Flags.PR_CAP_AMBIENT, Flags.PR_CAP_AMBIENT_IS_SET, capKill, 0, 0));
          kernel.prctl(Flags.PR_CAP_AMBIENT, Flags.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
          assertEquals(
              0, kernel.prctl(Flags.PR_CAP_AMBIENT, Flags.PR_CAP_AMBIENT_IS_SET, capKill, 0, 0));
          kernel.capset(0, 0, 0);
          assertErrno(Errno.EPERM, () -> kernel.capset(kill, kill, 0));
        });
  }

  @Test
  void filterNeedsNoNewPrivs() {
    long[] allowAll = {SockFilter.pack(0x06, 0, 0, Flags.SECCOMP_RET_ALLOW)};
    inNewNamespaces(
        () -> {
          kernel.capset(0, 0, 0);
          assertErrno(Errno.EACCES, () -> kernel.seccomp(0, allowAll));
          assertEquals(0, kernel.prctl(Flags.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
          kernel.prctl(Flags.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
          assertEquals(1, kernel.prctl(Flags.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
          kernel.seccomp(0, allowAll);
          assertEquals(2, kernel.prctl(Flags.PR_GET_SECCOMP, 0, 0, 0, 0));
        });
  }

  @Test
  void programsForCgroupsAreForRootOfTheMachine() {
    long[] denies = {0xb7, 0x95};
    inNewNamespaces(
        () -> {
          int type = Flags.BPF_PROG_TYPE_CGROUP_DEVICE;
          assertErrno(
              Errno.EPERM, () -> kernel.bpf_prog_load(type, Flags.BPF_CGROUP_DEVICE, denies));
          assertErrno(Errno.EPERM, () -> kernel.bpf_prog_get_fd_by_id(1));
        });
  }

  @Test
  void landlockHoldsWhoHasNoNewPrivs() {
    long net = Flags.LANDLOCK_ACCESS_NET_BIND_TCP | Flags.LANDLOCK_ACCESS_NET_CONNECT_TCP;
    long scoped = Flags.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | Flags.LANDLOCK_SCOPE_SIGNAL;
    inNewNamespaces(
        () -> {
          kernel.capset(0, 0, 0);
          int version = kernel.landlock_create_ruleset(0, 0, Flags.LANDLOCK_CREATE_RULESET_VERSION);
          assertTrue(version >= 6);
          assertErrno(Errno.EINVAL, () -> kernel.landlock_create_ruleset(net, 0, 1 << 20));
          assertErrno(Errno.ENOMSG, () -> kernel.landlock_create_ruleset(0, 0, 0));
          assertErrno(Errno.EINVAL, () -> kernel.landlock_create_ruleset(1L << 40, 0, 0));
          int rules = kernel.landlock_create_ruleset(net, scoped, 0);
          kernel.landlock_add_rule(rules, Flags.LANDLOCK_ACCESS_NET_CONNECT_TCP, 443);
          assertErrno(Errno.EINVAL, () -> kernel.landlock_add_rule(rules, net, 65536));
          assertErrno(Errno.EINVAL, () -> kernel.landlock_add_rule(rules, 1L << 40, 1));
          assertErrno(Errno.ENOMSG, () -> kernel.landlock_add_rule(rules, 0, 1));
          assertErrno(Errno.EBADFD, () -> kernel.landlock_add_rule(0, net, 1));
          assertErrno(Errno.EPERM, () -> kernel.landlock_restrict_self(rules, 0));
          kernel.prctl(Flags.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
          assertErrno(Errno.EBADFD, () -> kernel.landlock_restrict_self(0, 0));
          kernel.landlock_restrict_self(rules, 0);
          kernel.close(rules);
        });
  }

  @Test
  void devicesCannotBeMade() {
    inNewNamespaces(
        () -> {
          assertErrno(
              Errno.EPERM, () -> kernel.mknodat(CWD, "/tmp/null", Flags.S_IFCHR | 0666, 0x103));
          kernel.mknodat(CWD, "/tmp/null", Flags.S_IFREG | 0644, 0);
          kernel.mount("/dev/null", "/tmp/null", null, Flags.MS_BIND, null);
          assertTrue(kernel.statx(CWD, "/tmp/null", 0).isCharacterDevice());
          put("/tmp/null", "gone");
        });
  }

  @Test
  void processFileSystemShowsTheNewNamespace() {
    inNewNamespaces(
        () -> {
          directory("/tmp/proc");
          kernel.mount("proc", "/tmp/proc", "proc", Flags.MS_NOSUID | Flags.MS_NODEV, null);
          assertTrue(kernel.statx(CWD, "/tmp/proc", 0).mountRoot());
          put("/tmp/proc/self/oom_score_adj", "500");
        });
  }
}
