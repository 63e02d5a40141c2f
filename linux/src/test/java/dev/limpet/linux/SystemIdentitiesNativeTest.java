package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Who a process is, how it is scheduled, and sockets with names: what the fake has no model of. */
class SystemIdentitiesNativeTest extends IsolatedContract {
  @Override
  Kernel kernel() {
    return new SystemKernel();
  }

  @Override
  void inNewNamespaces(Call body) {
    int uid = kernel.getuid();
    int gid = kernel.getgid();
    Child.run(
        kernel,
        ALL,
        () -> {
          settle(uid, gid);
          body.run();
        });
  }

  @Test
  void socketWithNameIsConnectedTo() {
    inNewNamespaces(
        () -> {
          int type = Flags.SOCK_SEQPACKET | Flags.SOCK_CLOEXEC;
          int server = kernel.socket(Flags.AF_UNIX, type, 0);
          kernel.bind(server, "/tmp/name");
          kernel.listen(server, 1);
          int client = kernel.socket(Flags.AF_UNIX, type, 0);
          kernel.connect(client, "/tmp/name");
          int served = kernel.accept4(server, Flags.SOCK_CLOEXEC);
          kernel.sendmsg(client, OsString.encode("hello"), new int[0], 0);
          byte[] bytes = new byte[10];
          assertEquals(5, kernel.recvmsg(served, bytes, new int[0], 0));
          assertEquals("hello", OsString.decode(bytes, 0, 5));
          int other = kernel.socket(Flags.AF_UNIX, type, 0);
          assertErrno(Errno.EADDRINUSE, () -> kernel.bind(other, "/tmp/name"));
          assertErrno(Errno.ENOENT, () -> kernel.connect(other, "/tmp/none"));
          String longest = "/tmp/" + "n".repeat(102);
          assertErrno(Errno.ENOENT, () -> kernel.connect(other, longest));
          assertErrno(Errno.ENAMETOOLONG, () -> kernel.connect(other, longest + "n"));
        });
  }

  @Test
  void idsWithoutMappingAreNobodys() {
    inNewNamespaces(
        () -> {
          int uid = kernel.getuid();
          int gid = kernel.getgid();
          kernel.setresuid(uid, uid, -1);
          kernel.setresgid(-1, gid, gid);
          assertErrno(Errno.EINVAL, () -> kernel.setresuid(uid + 1, -1, -1));
          assertErrno(Errno.EINVAL, () -> kernel.setresgid(-1, gid + 1, -1));
          assertErrno(Errno.EPERM, () -> kernel.setgroups(new int[] {gid}));
          assertEquals(uid, kernel.getuid());
        });
  }

  @Test
  void rootIsAnother() {
    inNewNamespaces(
        () -> {
          directory("/tmp/root");
          touch("/tmp/root/here");
          kernel.chroot("/tmp/root");
          kernel.chdir("/");
          kernel.close(kernel.openat(CWD, "/here", Flags.O_RDONLY, 0));
          assertErrno(Errno.ENOENT, () -> kernel.chroot("/tmp"));
        });
  }

  @Test
  void domainIsNamed() {
    inNewNamespaces(
        () -> {
          kernel.setdomainname("example");
          int fd = kernel.openat(CWD, "/proc/sys/kernel/domainname", Flags.O_RDONLY, 0);
          assertEquals("example\n", read(fd));
          assertErrno(Errno.EINVAL, () -> kernel.setdomainname("n".repeat(65)));
        });
  }

  @Test
  void schedulingIsLowered() {
    inNewNamespaces(
        () -> {
          kernel.sched_setattr(3, 0, 5, 0, 0, 0, 0);
          int fd = kernel.openat(CWD, "/proc/self/stat", Flags.O_RDONLY, 0);
          String stat = read(fd);
          assertTrue(stat.contains(" 5 1 0 "), stat);
          assertErrno(Errno.EINVAL, () -> kernel.sched_setattr(99, 0, 0, 0, 0, 0, 0));
          kernel.ioprio_set(3 << 13);
          assertErrno(Errno.EINVAL, () -> kernel.ioprio_set(7 << 13));
        });
  }

  @Test
  void processorsAreChosen() {
    inNewNamespaces(
        () -> {
          kernel.sched_setaffinity(0, new long[] {1, 0});
          int fd = kernel.openat(CWD, "/proc/self/status", Flags.O_RDONLY, 0);
          String status = OsString.decode(new Fd(kernel, fd).readAll(1 << 16));
          assertTrue(status.contains("Cpus_allowed_list:\t0\n"), status);
        });
  }

  @Test
  void executionDomainIsToldAndSet() {
    inNewNamespaces(
        () -> {
          int addrNoRandomize = 0x0040000;
          int before = kernel.personality(addrNoRandomize);
          assertEquals(addrNoRandomize, kernel.personality(before));
        });
  }

  @Test
  void listenerHearsOfCalls() {
    inNewNamespaces(
        () -> {
          kernel.prctl(Flags.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
          long allow = SockFilter.pack(6, 0, 0, Flags.SECCOMP_RET_ALLOW);
          int listener =
              kernel.seccomp_listener(Flags.SECCOMP_FILTER_FLAG_NEW_LISTENER, new long[] {allow});
          assertEquals(Flags.FD_CLOEXEC, kernel.fcntl(listener, Flags.F_GETFD, 0));
          assertErrno(
              Errno.EBUSY,
              () ->
                  kernel.seccomp_listener(
                      Flags.SECCOMP_FILTER_FLAG_NEW_LISTENER, new long[] {allow}));
        });
  }
}
