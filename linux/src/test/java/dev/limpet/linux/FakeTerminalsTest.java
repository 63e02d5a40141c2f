package dev.limpet.linux;

class FakeTerminalsTest extends TerminalsContract {
  @Override
  Kernel kernel() {
    return FakeKernel.asUser(1000, 1000);
  }
}
