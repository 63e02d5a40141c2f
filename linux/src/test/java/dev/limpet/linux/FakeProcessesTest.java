package dev.limpet.linux;

class FakeProcessesTest extends ProcessesContract {
  private final FakeKernel fake = (FakeKernel) kernel;

  @Override
  Kernel kernel() {
    return FakeKernel.asUser(1000, 1000);
  }

  @Override
  int childThatExits(int code) {
    int pid = childThatWaits();
    fake.childEnds(pid, WaitStatus.exited(code));
    return pid;
  }

  @Override
  int childThatWaits() {
    fake.nextCloneIsParent();
    return kernel.clone(Flags.SIGCHLD);
  }

  @Override
  void inChild(Call body) {
    fake.nextCloneIsChild();
    kernel.clone(Flags.SIGCHLD);
    body.run();
  }
}
