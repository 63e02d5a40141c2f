package dev.limpet.oci.root;

import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Makes the root of a container's first process this process's, where that is not what its mount
 * namespace begins with.
 *
 * @param place that root, opened as a place
 */
public record EnterPlace(int place) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    kernel.fchdir(place);
    kernel.chroot(".");
    kernel.chdir("/");
    kernel.close(place);
  }

  @Override
  public String text() {
    return "enter the root of the container";
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
