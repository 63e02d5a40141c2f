package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images from and to a registry: Debian's, on the loopback. */
class RegistryIT {
  /** The password is {@code secret}. */
  private static final String PASSWORDS =
      """
      perl -e 'print "user:" . crypt("secret", "\\$2b\\$05\\$abcdefghijklmnopqrstuu") . "\\n"' > passwords
      """;

  private final Images images = new Images(Caller.SELF);
  private int port;
  private @Nullable Process registry;

  @BeforeEach
  void make() throws Exception {
    images.make();
    start("");
    images.script("skopeo copy --dest-tls-verify=false oci:layout:v docker://" + name("a/demo:1"));
  }

  private String name(String path) {
    return "localhost:" + port + "/" + path;
  }

  private void start(String more) throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(
        images.at("registry.yml"),
        "version: 0.1\nstorage: {filesystem: {rootdirectory: "
            + images.at("registry")
            + "}}\nhttp: {addr: \"127.0.0.1:"
            + port
            + "\"}\n"
            + more);
    Process started =
        new ProcessBuilder("docker-registry", "serve", images.at("registry.yml").toString())
            .redirectErrorStream(true)
            .redirectOutput(images.at("registry.log").toFile())
            .start();
    registry = started;
    for (int tries = 0; !answers(); tries++) {
      assertTrue(tries < 200 && started.isAlive(), "the registry does not start");
      Thread.sleep(50);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    Process running = registry;
    if (running != null) {
      running.destroy();
      running.waitFor();
    }
  }

  @Test
  void pulledImageIsThatOfUmoci() {
    images.script("umoci unpack --image layout:v want");
    assertTrue(images.done("pull", name("a/demo:1")).startsWith(name("a/demo:1") + " sha256:"));
    images.done("unpack", name("a/demo:1"), "got");
    assertEquals(images.listing("want/rootfs"), images.listing("got"));
  }

  @Test
  void pushedImageIsReadByOthers() {
    images.done("load", "--no-unpack", "layout", "demo:v");
    images.done("push", "demo:v", name("b/pushed:2"));
    images.script(
        "skopeo copy --src-tls-verify=false docker://" + name("b/pushed:2") + " oci:again:v");
    images.script("umoci unpack --image again:v again-root; umoci unpack --image layout:v want");
    assertEquals(images.listing("want/rootfs"), images.listing("again-root/rootfs"));
    assertFalse(images.run("push", "demo:v", name("b/pushed:3")).err().contains("limpet: pushed"));
  }

  @Test
  void brokenDownloadIsTakenUp() throws IOException {
    images.script(
        """
        mkdir -p data/limpet/blobs/sha256
        largest=$(ls -S layout/blobs/sha256 | head -n 1)
        head -c 500000 layout/blobs/sha256/$largest > data/limpet/blobs/sha256/$largest.part
        """);
    images.done("pull", "--no-unpack", name("a/demo:1"));
    String log = Files.readString(images.at("registry.log"));
    assertTrue(log.contains("\" 206 "), log);
    assertEquals("", images.script("ls data/limpet/blobs/sha256 | grep part || true"));
    images.script(
        "cd data/limpet/blobs/sha256; for f in *; do echo \"$f  $f\"; done | sha256sum -c");
  }

  @Test
  void passwordIsThatOfTheFile() throws Exception {
    stop();
    images.script(PASSWORDS);
    start("auth: {htpasswd: {realm: test, path: " + images.at("passwords") + "}}\n");
    Outcome refused = images.run("pull", name("a/demo:1"));
    assertEquals(125, refused.exit());
    assertTrue(refused.err().contains("login"), refused.err());
    Path file = images.at("auth.json");
    Files.writeString(
        file, "{\"auths\":{\"localhost:" + port + "\":{\"auth\":\"dXNlcjpzZWNyZXQ=\"}}}");
    Map<String, String> environment = Map.of("REGISTRY_AUTH_FILE", file.toString());
    Outcome pulled = images.run(environment, "pull", name("a/demo:1"));
    assertEquals(0, pulled.exit(), pulled.err());
    Outcome pushed = images.run(environment, "push", name("a/demo:1"), name("c/d:1"));
    assertEquals(0, pushed.exit(), pushed.err());
  }

  @Test
  void passwordMayComeFromAHelper() throws Exception {
    stop();
    images.script(PASSWORDS);
    start("auth: {htpasswd: {realm: test, path: " + images.at("passwords") + "}}\n");
    images.script(
        """
        mkdir bin
        printf '#!/bin/sh\\ncat > asked\\necho "{\\\\"Username\\\\":\\\\"user\\\\",\\\\"Secret\\\\":\\\\"secret\\\\"}"\\n' \
          > bin/docker-credential-test
        chmod 755 bin/docker-credential-test
        echo '{"credsStore":"test"}' > config.json
        """);
    Outcome pulled =
        images.run(
            Map.of(
                "DOCKER_CONFIG", images.directory().toString(),
                "HOME", images.directory().toString(),
                "PATH", images.at("bin") + ":" + System.getenv("PATH")),
            "pull",
            name("a/demo:1"));
    assertEquals(0, pulled.exit(), pulled.err());
  }

  @Test
  void mirrorIsAskedFirst() {
    assertEquals(
        "example.invalid/a/demo:1",
        images.done("pull", "--mirror", "localhost:" + port, "example.invalid/a/demo:1")
            .split(" ")[0]);
    Outcome other = images.run("pull", "--mirror", "localhost:1", name("a/demo:1"));
    assertEquals(0, other.exit(), other.err());
    assertTrue(other.err().contains("the mirror localhost:1 does not serve"), other.err());
  }

  @Test
  void progressIsABarOnATerminalAndLinesElsewhere() throws Exception {
    Outcome lines = images.run("pull", "--no-unpack", name("a/demo:1"));
    assertTrue(lines.err().contains("limpet: pulled sha256:"), lines.err());
    assertFalse(lines.err().contains("\r"), lines.err());
    assertTrue(
        images.run("pull", "--no-unpack", name("a/demo:1")).err().contains("there already:"));
    images.done("rmi", name("a/demo:1"));
    String shown =
        images.script(
            "XDG_DATA_HOME=$PWD/data script -qec \"$1 pull --no-unpack $2\" /dev/null </dev/null",
            Limpet.binary().toString(),
            name("a/demo:1"));
    assertTrue(shown.contains("\r\033[K"), shown);
    assertFalse(shown.contains("pulled sha256:"), shown);
  }

  @Test
  void killedPullIsTakenUp() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Limpet.command(Caller.SELF, "pull", name("a/demo:1")))
            .redirectErrorStream(true)
            .redirectOutput(images.at("log").toFile());
    builder.environment().put("XDG_DATA_HOME", images.at("data").toString());
    for (int round = 0; round < 8; round++) {
      Process pull = builder.start();
      if (!pull.waitFor(250L + round * 100L, TimeUnit.MILLISECONDS)) {
        pull.destroyForcibly().waitFor();
      }
    }
    images.done("pull", name("a/demo:1"));
    images.done("unpack", name("a/demo:1"), "got");
    images.script("umoci unpack --image layout:v want");
    assertEquals(images.listing("want/rootfs"), images.listing("got"));
    images.done("rmi", name("a/demo:1"));
    images.done("prune");
    assertEquals("", images.script("find data/limpet/blobs/sha256 data/limpet/trees -mindepth 1"));
  }

  @Test
  void whatIsNotThereIsToldInOneLine() {
    for (String wrong :
        List.of(
            name("none:1"),
            name("a/demo:none"),
            "localhost:1/a",
            "no name",
            name("a/demo@sha256:" + "0".repeat(64)))) {
      Outcome refused = images.run("pull", wrong);
      assertEquals(125, refused.exit(), refused.out());
      assertEquals(refused.err().length() - 1, refused.err().indexOf('\n'), refused.err());
    }
  }
}
