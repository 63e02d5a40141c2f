package dev.limpet.linux;

/** A real child process that runs a part of a test. */
final class Child {
  private Child() {}

  /** Runs {@code body} in a child and fails if that fails; its message goes to standard error. */
  static void run(Kernel kernel, long flags, KernelContract.Call body) {
    int pid = start(kernel, flags, body);
    int[] status = new int[1];
    kernel.wait4(pid, status, 0);
    WaitStatus end = new WaitStatus(status[0]);
    if (!end.isExited() || end.code() != 0) {
      throw new AssertionError("the child ended with " + end.exitCode());
    }
  }

  /** Starts a child that exits with 0 after {@code body}, or with 1 if it fails. */
  static int start(Kernel kernel, long flags, KernelContract.Call body) {
    int pid = kernel.clone(flags);
    if (pid == 0) {
      kernel.exit_group(verdict(kernel, body));
    }
    return pid;
  }

  private static int verdict(Kernel kernel, KernelContract.Call body) {
    try {
      body.run();
      return 0;
    } catch (Throwable t) {
      new Stdio(kernel).err("in the child: " + t + "\n");
      return 1;
    }
  }
}
