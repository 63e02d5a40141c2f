package dev.limpet.cli.full.doctor;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;

/** Whether an overlay can be mounted in a user namespace: one is. */
final class OverlayCheck implements Check {
  private static final String NAME = "overlay";

  @Override
  public Finding find(Facts facts) {
    Kernel kernel = facts.kernel();
    int uid = kernel.geteuid();
    int gid = kernel.getegid();
    int namespaces = Flags.CLONE_NEWUSER | Flags.CLONE_NEWNS;
    Trial trial = Trial.of(kernel, namespaces, () -> mount(kernel, uid, gid));
    return trial.code() == 0
        ? Finding.ok(NAME, "a writable layer can be put over the root")
        : Finding.missing(
            NAME,
            "no writable layer can be put over the root: " + trial.said(),
            "modprobe overlay, and user namespaces that may mount");
  }

  private static int mount(Kernel kernel, int uid, int gid) {
    write(kernel, "/proc/self/setgroups", "deny");
    write(kernel, "/proc/self/uid_map", "0 " + Integer.toUnsignedString(uid) + " 1\n");
    write(kernel, "/proc/self/gid_map", "0 " + Integer.toUnsignedString(gid) + " 1\n");
    // Of this mount namespace only, and gone with it.
    kernel.mount("tmpfs", "/tmp", "tmpfs", Flags.MS_NOSUID | Flags.MS_NODEV, "size=64k");
    for (String name : new String[] {"lower", "upper", "work", "all"}) {
      kernel.mkdirat(Flags.AT_FDCWD, "/tmp/" + name, 0755);
    }
    String layers = "lowerdir=/tmp/lower,upperdir=/tmp/upper,workdir=/tmp/work,userxattr";
    kernel.mount("overlay", "/tmp/all", "overlay", 0, layers);
    return 0;
  }

  private static void write(Kernel kernel, String path, String text) {
    int file = kernel.openat(Flags.AT_FDCWD, path, Flags.O_WRONLY | Flags.O_CLOEXEC, 0);
    byte[] bytes = OsString.encode(text);
    kernel.write(file, bytes, 0, bytes.length);
    kernel.close(file);
  }
}
