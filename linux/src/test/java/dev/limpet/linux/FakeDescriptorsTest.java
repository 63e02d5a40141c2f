package dev.limpet.linux;

class FakeDescriptorsTest extends DescriptorsContract {
  @Override
  Kernel kernel() {
    return FakeKernel.asUser(1000, 1000);
  }
}
