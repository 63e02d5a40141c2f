package dev.limpet.conformance;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Hears of containers whose filter leaves calls to a listener. It closes the descriptors that it is
 * sent: the calls fail with ENOSYS.
 */
final class FilterListener implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel server;

  FilterListener(OciBundle bundle) throws IOException {
    socket = bundle.directory.resolve("listener");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  /** The member of {@code linux} that leaves {@code call} to it. */
  String seccomp(String call) {
    return """
    "seccomp": {"defaultAction": "SCMP_ACT_ALLOW", "listenerPath": "%s",
      "syscalls": [{"names": ["%s"], "action": "SCMP_ACT_NOTIFY"}]}
    """
        .formatted(socket, call);
  }

  /** What the next one is told: the container process state. */
  String told() throws IOException {
    try (SocketChannel channel = server.accept()) {
      ByteBuffer told = ByteBuffer.allocate(1 << 16);
      channel.read(told);
      return new String(told.array(), 0, told.position(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
