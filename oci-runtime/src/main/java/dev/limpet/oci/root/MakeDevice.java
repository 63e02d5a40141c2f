package dev.limpet.oci.root;

import dev.limpet.formats.oci.Device;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Makes a device node, or shows the host's where nodes may not be made.
 *
 * @param root the root
 * @param device the node
 * @param source the host's; with a user namespace that is all there is
 */
record MakeDevice(BundleRoot root, Device device, SourceTree source) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    String path = device.path();
    int slash = path.lastIndexOf('/');
    int parent = root.make(kernel, slash <= 0 ? "/" : path.substring(0, slash), true);
    String name = path.substring(slash + 1);
    try {
      make(kernel, parent, name);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPERM) {
        throw e;
      }
      show(kernel);
    }
    kernel.close(parent);
  }

  private void make(Kernel kernel, int parent, String name) {
    Integer mode = device.fileMode();
    int permissions = mode == null ? 0666 : mode & 07777;
    try {
      long number = DeviceNumber.of(device.major(), device.minor());
      kernel.mknodat(parent, name, type() | permissions, number);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EEXIST) {
        return;
      }
      throw e;
    }
    Integer uid = device.uid();
    Integer gid = device.gid();
    if (uid != null || gid != null) {
      int owner = uid == null ? -1 : uid;
      kernel.fchownat(parent, name, owner, gid == null ? -1 : gid, Flags.AT_SYMLINK_NOFOLLOW);
    }
    // Whatever the umask has left of it.
    kernel.fchmodat(parent, name, permissions);
  }

  private int type() {
    return switch (device.type()) {
      case 'b' -> Flags.S_IFBLK;
      case 'p' -> Flags.S_IFIFO;
      default -> Flags.S_IFCHR;
    };
  }

  private void show(Kernel kernel) {
    int tree = source.take(kernel);
    int place = root.make(kernel, device.path(), false);
    Places.attach(kernel, tree, place);
    kernel.close(place);
    kernel.close(tree);
  }

  @Override
  public String text() {
    return "make the device " + device.path();
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.ENOENT ? "the host has no such device to show" : "";
  }
}
