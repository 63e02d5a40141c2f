package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;

/**
 * The Container Runtime Interface of containerd, as a kubelet uses it: calls of gRPC over HTTP/2,
 * which curl speaks. Field numbers are those of {@code cri-api/pkg/apis/runtime/v1/api.proto}.
 */
final class Cri {
  static final int RUNNING = 1;
  static final int EXITED = 2;

  private static final int PREFIX = 5;
  private static final String IMAGE = "docker.io/library/demo:1";
  private final EngineNest nest;
  private Proto podConfig = new Proto();

  Cri(EngineNest nest) {
    this.nest = nest;
  }

  /** What a command in a container said. */
  record Said(String out, String err, long exit) {}

  private Proto.Reader call(String method, Proto request) throws IOException {
    byte[] message = request.bytes();
    Files.write(
        nest.at("request"),
        ByteBuffer.allocate(PREFIX + message.length)
            .put((byte) 0)
            .putInt(message.length)
            .put(message)
            .array());
    String told =
        nest.done(
            "curl -sS --max-time 50 --http2-prior-knowledge --unix-socket"
                + " /run/containerd/containerd.sock -H 'content-type: application/grpc'"
                + " -H 'te: trailers' --data-binary @request -D headers -o response"
                + " http://localhost/runtime.v1.RuntimeService/"
                + method
                + "; grep -i '^grpc-' headers");
    assertTrue(told.contains("grpc-status: 0"), method + ": " + told);
    byte[] response = Files.readAllBytes(nest.at("response"));
    return new Proto.Reader(Arrays.copyOfRange(response, PREFIX, response.length));
  }

  /** Runs a sandbox with a network; its name is its hostname too. */
  String runPod(String name, String handler) throws IOException {
    podConfig =
        new Proto()
            .with(1, new Proto().with(1, name).with(2, name + "-uid").with(3, "default"))
            .with(2, name);
    return call("RunPodSandbox", new Proto().with(1, podConfig).with(2, handler)).text(1);
  }

  String create(String pod, String name, String... command) throws IOException {
    Proto config =
        new Proto().with(1, new Proto().with(1, name)).with(2, new Proto().with(1, IMAGE));
    for (String word : command) {
      config.with(3, word);
    }
    return call("CreateContainer", new Proto().with(1, pod).with(2, config).with(3, podConfig))
        .text(1);
  }

  void start(String container) throws IOException {
    call("StartContainer", new Proto().with(1, container));
  }

  Said exec(String container, String... command) throws IOException {
    Proto request = new Proto().with(1, container);
    for (String word : command) {
      request.with(2, word);
    }
    Proto.Reader said = call("ExecSync", request.with(3, 20));
    return new Said(said.text(1), said.text(2), said.number(3));
  }

  private Proto.Reader status(String container) throws IOException {
    return call("ContainerStatus", new Proto().with(1, container)).message(1);
  }

  long state(String container) throws IOException {
    return status(container).number(3);
  }

  void awaitState(String container, int wanted) throws IOException, InterruptedException {
    for (int tries = 0; tries < 100 && state(container) != wanted; tries++) {
      Thread.sleep(100);
    }
    assertEquals(wanted, state(container));
  }

  long exitCode(String container) throws IOException {
    return status(container).number(7);
  }

  void stop(String container) throws IOException {
    call("StopContainer", new Proto().with(1, container).with(2, 1));
  }

  void remove(String container) throws IOException {
    call("RemoveContainer", new Proto().with(1, container));
  }

  void removePod(String pod) throws IOException {
    call("StopPodSandbox", new Proto().with(1, pod));
    call("RemovePodSandbox", new Proto().with(1, pod));
  }
}
