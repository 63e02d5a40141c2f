package dev.limpet.linux;

class FakeSocketsTest extends SocketsContract {
  @Override
  Kernel kernel() {
    return FakeKernel.asUser(1000, 1000);
  }
}
