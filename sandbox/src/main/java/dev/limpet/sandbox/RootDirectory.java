package dev.limpet.sandbox;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/** The directory of the host that is to be a box's root. */
public final class RootDirectory {
  private RootDirectory() {}

  /**
   * The absolute path of a directory, without symbolic links, as the kernel lists mounts: what is
   * mounted below is found by comparing paths.
   *
   * @throws StepFailedException where there is no such directory, or the caller may not go there
   */
  public static String resolve(Kernel kernel, String path) {
    if (path.equals("/")) {
      return path;
    }
    try {
      Fd directory = Fd.open(kernel, path, Flags.O_PATH | Flags.O_DIRECTORY);
      String real = kernel.readlinkat(Flags.AT_FDCWD, "/proc/self/fd/" + directory.number());
      directory.close();
      return real;
    } catch (ErrnoException e) {
      String hint = new Hints(kernel).forRoot(e);
      throw new StepFailedException("make " + path + " the root", e, hint);
    }
  }
}
