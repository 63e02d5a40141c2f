package dev.limpet.oci;

import dev.limpet.formats.oci.Hook;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.oci.start.Hooks;
import dev.limpet.oci.start.Refusal;
import dev.limpet.sandbox.RefusedException;
import java.util.List;

/** {@code start}: has a created container execute its program. */
final class StartCommand {
  private static final int LIMIT = 1 << 13;

  private final Kernel kernel;
  private final Global global;
  private final Report report;

  StartCommand(Kernel kernel, Global global, Report report) {
    this.kernel = kernel;
    this.global = global;
    this.report = report;
  }

  int run(List<String> words) {
    CommandLine line =
        CommandLine.parse(
            "start", words, new CommandLine.Schema(List.of(), List.of(), List.of(), true));
    try (Container container = new Containers(kernel, global.root()).find(line.id("start"))) {
      start(container);
    }
    return 0;
  }

  private void start(Container container) {
    ContainerState state = container.state();
    Status status = container.status(state);
    if (status != Status.CREATED) {
      throw new FailedException(
          "cannot start a container that is not created: "
              + container.id()
              + " is "
              + status.word());
    }
    begin(container, state);
  }

  /** Has one begin that is created. */
  void begin(Container container, ContainerState state) {
    String failure = begin(container);
    if (!failure.isEmpty()) {
      throw Refusal.heard(failure);
    }
    new Journal(report, container.id()).tell("started");
    if (state.hooks()) {
      poststart(container, state);
    }
  }

  /** Returns why it could not be started, or nothing. */
  private String begin(Container container) {
    int type = Flags.SOCK_SEQPACKET | Flags.SOCK_CLOEXEC;
    try (Fd socket = new Fd(kernel, kernel.socket(Flags.AF_UNIX, type, 0))) {
      kernel.connect(socket.number(), container.startPath());
      kernel.sendmsg(socket.number(), OsString.encode("start"), new int[0], Flags.MSG_NOSIGNAL);
      byte[] bytes = new byte[LIMIT];
      int got = kernel.recvmsg(socket.number(), bytes, new int[0], 0);
      return OsString.decode(bytes, 0, got);
    } catch (ErrnoException e) {
      // Somebody else has started it, or it has died, between the look at it and this.
      if (e.errno() == Errno.ECONNREFUSED
          || e.errno() == Errno.ECONNRESET
          || e.errno() == Errno.EPIPE) {
        throw new FailedException(
            "cannot start the container " + container.id() + ": it waits no more");
      }
      throw e;
    }
  }

  private void poststart(Container container, ContainerState state) {
    List<Hook> hooks = container.config().hooks().poststart();
    new Journal(report, container.id()).hooks("poststart", hooks);
    if (!hooks.isEmpty()) {
      try {
        new Hooks(kernel, "poststart", state.bundle(), List.of())
            .run(hooks, container.report(state, Status.RUNNING));
      } catch (RefusedException e) {
        new Destruction(kernel, global, report).stop(container, state);
        throw e;
      }
    }
  }
}
