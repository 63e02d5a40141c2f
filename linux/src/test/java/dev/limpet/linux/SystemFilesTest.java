package dev.limpet.linux;

class SystemFilesTest extends FilesContract {
  @Override
  Kernel kernel() {
    return new SystemKernel();
  }
}
