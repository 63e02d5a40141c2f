package dev.limpet.linux;

/** Contracts for a child in namespaces of its own. */
abstract class IsolatedContract extends KernelContract {
  static final long ALL =
      Flags.CLONE_NEWUSER
          | Flags.CLONE_NEWNS
          | Flags.CLONE_NEWPID
          | Flags.CLONE_NEWNET
          | Flags.CLONE_NEWUTS
          | Flags.CLONE_NEWIPC
          | Flags.SIGCHLD;

  static final int CWD = Flags.AT_FDCWD;

  /** Runs {@code body} in a child with new namespaces, where a failure of it fails the test. */
  abstract void inNewNamespaces(Call body);

  /** What the child does first: its ids mapped to themselves, nothing shared, an empty /tmp. */
  final void settle(int uid, int gid) {
    put("/proc/self/setgroups", "deny");
    put("/proc/self/uid_map", uid + " " + uid + " 1\n");
    put("/proc/self/gid_map", gid + " " + gid + " 1\n");
    kernel.mount(null, "/", null, Flags.MS_REC | Flags.MS_PRIVATE, null);
    kernel.mount("tmpfs", "/tmp", "tmpfs", Flags.MS_NOSUID, "mode=755");
  }

  final void put(String path, String text) {
    int fd = kernel.openat(CWD, path, Flags.O_WRONLY | Flags.O_CLOEXEC, 0);
    try {
      write(fd, text);
    } catch (ErrnoException e) {
      kernel.close(fd);
      throw e;
    }
    kernel.close(fd);
  }

  final void directory(String path) {
    kernel.mkdirat(CWD, path, 0755);
  }

  final void touch(String path) {
    kernel.close(kernel.openat(CWD, path, Flags.O_WRONLY | Flags.O_CREAT | Flags.O_CLOEXEC, 0644));
  }
}
