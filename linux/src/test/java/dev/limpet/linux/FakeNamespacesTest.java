package dev.limpet.linux;

class FakeNamespacesTest extends NamespacesContract {
  private final FakeKernel fake = (FakeKernel) kernel;

  @Override
  Kernel kernel() {
    return FakeKernel.asUser(1000, 1000);
  }

  @Override
  void inNewNamespaces(Call body) {
    fake.nextCloneIsChild();
    kernel.clone(ALL);
    settle(1000, 1000);
    body.run();
    fake.checkClean();
  }
}
