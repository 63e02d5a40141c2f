package dev.limpet.linux;

class SystemSocketsTest extends SocketsContract {
  @Override
  Kernel kernel() {
    return new SystemKernel();
  }
}
