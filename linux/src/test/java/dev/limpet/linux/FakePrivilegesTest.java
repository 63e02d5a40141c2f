package dev.limpet.linux;

class FakePrivilegesTest extends PrivilegesContract {
  @Override
  Kernel kernel() {
    return FakeKernel.asUser(1000, 1000);
  }
}
