package dev.limpet.linux;

class SystemMountsNativeTest extends MountsContract {
  @Override
  Kernel kernel() {
    return new SystemKernel();
  }

  @Override
  void inNewNamespaces(Call body) {
    int uid = kernel.getuid();
    int gid = kernel.getgid();
    Child.run(
        kernel,
        ALL,
        () -> {
          settle(uid, gid);
          body.run();
        });
  }
}
