package dev.limpet.linux;

class SystemTerminalsTest extends TerminalsContract {
  @Override
  Kernel kernel() {
    return new SystemKernel();
  }
}
