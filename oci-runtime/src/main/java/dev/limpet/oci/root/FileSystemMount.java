package dev.limpet.oci.root;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Mounts a file system.
 *
 * @param root the root
 * @param type its type
 * @param source its source: a device, or a name that only shows in lists
 * @param target where
 * @param options how
 * @param label the SELinux label of its files, or empty
 */
record FileSystemMount(
    BundleRoot root,
    String type,
    String source,
    String target,
    OciMountOptions options,
    String label)
    implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    int place = place(kernel);
    String data = options.data();
    boolean memory = type.equals("tmpfs");
    if (memory && !("," + data).contains(",mode=")) {
      // An empty file system shall be what the directory was, as far as others see it.
      FileStatus status = kernel.statx(place, "", Flags.AT_EMPTY_PATH);
      String mode = "mode=" + Integer.toOctalString(status.permissions());
      data = data.isEmpty() ? mode : data + "," + mode;
    }
    if (!label.isEmpty() && !type.equals("proc") && !type.equals("sysfs") && labels(kernel)) {
      String context = "context=\"" + label + "\"";
      data = data.isEmpty() ? context : data + "," + context;
    }
    boolean copies = memory && options.copyUp();
    long flags = options.mountFlags();
    mount(kernel, place, copies ? flags & ~Flags.MS_RDONLY : flags, data);
    int mounted = root.find(kernel, target);
    if (copies) {
      new CopyUp(kernel).copy(place, mounted);
      if ((flags & Flags.MS_RDONLY) != 0) {
        kernel.mount_setattr(mounted, "", Flags.AT_EMPTY_PATH, Flags.MOUNT_ATTR_RDONLY, 0, 0);
      }
    }
    for (long kind : options.propagation()) {
      Propagation.set(kernel, mounted, kind);
    }
    kernel.close(mounted);
    kernel.close(place);
  }

  /** Whether this host has labels at all: without, the option is none that a file system knows. */
  private static boolean labels(Kernel kernel) {
    try {
      return kernel.statx(Flags.AT_FDCWD, "/sys/fs/selinux", 0).mountRoot();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  private int place(Kernel kernel) {
    if (type.equals("proc") || type.equals("sysfs")) {
      // What stands for the kernel is where its name says, and nowhere else.
      kernel.close(root.make(kernel, target, true));
      return root.find(kernel, target, Flags.RESOLVE_NO_SYMLINKS);
    }
    return root.make(kernel, target, true);
  }

  private void mount(Kernel kernel, int place, long flags, String data) {
    String path = BundleRoot.path(place);
    try {
      kernel.mount(source, path, type, flags, data.isEmpty() ? null : data);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EPERM && type.equals("sysfs")) {
        // That of the host's network, with the host's ids: to be looked at.
        showSysfs(kernel, place);
      } else {
        throw new ErrnoException("mount", type + " on " + target, e.errno());
      }
    }
  }

  private static void showSysfs(Kernel kernel, int place) {
    int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_RECURSIVE;
    int tree = kernel.open_tree(Flags.AT_FDCWD, "/sys", flags);
    int how = Flags.AT_EMPTY_PATH | Flags.AT_RECURSIVE;
    kernel.mount_setattr(tree, "", how, Flags.MOUNT_ATTR_RDONLY, 0, Flags.MS_SLAVE);
    Places.attach(kernel, tree, place);
    kernel.close(tree);
  }

  @Override
  public String text() {
    return "mount " + type + " on " + target;
  }

  @Override
  public String hint(int errno) {
    return switch (errno) {
      case Errno.EINVAL -> "it does not know an option: " + options.data();
      case Errno.ENODEV -> "the kernel has no file system of that type";
      case Errno.ELOOP -> "a link there could lead anywhere: make it a directory";
      case Errno.ENOENT -> "there is no " + source;
      case Errno.EPERM ->
          "it needs namespaces of its own: of the network for sysfs, of the processes"
              + " for proc";
      default -> "";
    };
  }
}
