package dev.limpet.oci.process;

import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Goes to the program's working directory.
 *
 * @param path the directory, in the container
 */
record GoToDirectory(String path) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    kernel.chdir(path);
  }

  @Override
  public String text() {
    return "go to the working directory " + path;
  }

  @Override
  public String hint(int errno) {
    return "process.cwd, or exec --cwd, wants a directory that the container's user may enter";
  }
}
