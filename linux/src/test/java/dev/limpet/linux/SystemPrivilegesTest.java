package dev.limpet.linux;

class SystemPrivilegesTest extends PrivilegesContract {
  @Override
  Kernel kernel() {
    return new SystemKernel();
  }
}
