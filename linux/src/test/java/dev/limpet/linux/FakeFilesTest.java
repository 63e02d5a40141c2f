package dev.limpet.linux;

class FakeFilesTest extends FilesContract {
  @Override
  Kernel kernel() {
    return FakeKernel.asUser(1000, 1000);
  }
}
