package dev.limpet.linux;

class SystemDescriptorsTest extends DescriptorsContract {
  @Override
  Kernel kernel() {
    return new SystemKernel();
  }
}
