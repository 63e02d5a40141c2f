package dev.limpet.oci.start;

import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Names the domain of the uts namespace.
 *
 * @param name what it is called
 */
public record SetDomainname(String name) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    kernel.setdomainname(name);
  }

  @Override
  public String text() {
    return "set the domain name " + name;
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
