package dev.limpet.linux;

import org.jspecify.annotations.Nullable;

/** The files of the fake's host, made without system calls. */
final class FakeHost {
  private static final String[] DIRECTORIES = {
    "/dev", "/etc", "/home", "/proc", "/root", "/run", "/sys", "/usr/bin", "/usr/lib", "/var/lib",
  };

  private static final int[][] DEVICES = {{1, 3}, {1, 5}, {1, 7}, {1, 8}, {1, 9}, {5, 0}, {5, 2}};
  private static final String[] DEVICE_NAMES = {
    "null", "zero", "full", "random", "urandom", "tty", "ptmx",
  };

  private FakeHost() {}

  static void build(FakeKernel kernel) {
    for (String directory : DIRECTORIES) {
      directory(kernel, directory);
    }
    kernel.root.node().add("tmp", Flags.S_IFDIR | 01777, 0, 0);
    file(kernel, "/bin", Flags.S_IFLNK | 0777).target = "usr/bin";
    file(kernel, "/lib", Flags.S_IFLNK | 0777).target = "usr/lib";
    file(kernel, "/etc/passwd", Flags.S_IFREG | 0644).content =
        OsString.encode("root:x:0:0:root:/root:/bin/sh\n");
    file(kernel, "/usr/bin/true", Flags.S_IFREG | 0755);
    file(kernel, "/usr/bin/sh", Flags.S_IFREG | 0755);
    int usual = Flags.MOUNT_ATTR_NOSUID | Flags.MOUNT_ATTR_NODEV | Flags.MOUNT_ATTR_NOEXEC;
    mount(kernel, "/proc", "proc", usual);
    mount(kernel, "/sys", "sysfs", usual);
    mount(kernel, "/dev", "tmpfs", Flags.MOUNT_ATTR_NOSUID);
    for (int i = 0; i < DEVICES.length; i++) {
      file(kernel, "/dev/" + DEVICE_NAMES[i], Flags.S_IFCHR | 0666).device =
          (long) DEVICES[i][0] << 32 | DEVICES[i][1];
    }
    mount(kernel, "/dev/pts", "devpts", Flags.MOUNT_ATTR_NOSUID | Flags.MOUNT_ATTR_NOEXEC);
    directory(kernel, "/dev/shm");
  }

  /** The directory at an absolute path, made with its parents where it does not exist. */
  static FakePlace directory(FakeKernel kernel, String path) {
    FakePlace at = kernel.root;
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        FakeNode child = at.node().children.get(name);
        if (child == null) {
          child = at.node().add(name, Flags.S_IFDIR | 0755, 0, 0);
        }
        at = kernel.mounts.top(new FakePlace(at.mount(), child));
      }
    }
    return at;
  }

  /** A new file, with its parents. */
  static FakeNode file(FakeKernel kernel, String path, int mode) {
    int slash = path.lastIndexOf('/');
    return directory(kernel, path.substring(0, slash))
        .node()
        .add(path.substring(slash + 1), mode, 0, 0);
  }

  static void mount(FakeKernel kernel, String path, String type, int attributes) {
    FakeFileSystemType known = FakeFileSystemType.named(type);
    if (known == null) {
      throw new AssertionError(type);
    }
    FakeFileSystem fileSystem = known.create(kernel.mounts.nextMinor() + 1, "", 0);
    FakeMount mount = kernel.mounts.create(fileSystem.root, attributes);
    mount.propagation = Flags.MS_SHARED;
    kernel.mounts.attach(mount, directory(kernel, path));
  }

  /** What is at an absolute path, links followed; null if nothing is. */
  static @Nullable FakePlace find(FakeKernel kernel, String path) {
    try {
      return new FakeWalk(kernel, kernel.root, kernel.root, 0).walk(path, true).place();
    } catch (ErrnoException e) {
      return null;
    }
  }
}
