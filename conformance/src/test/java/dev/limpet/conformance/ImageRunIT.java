package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code limpet run IMAGE}. Where it has to go without a JVM there is none to be found: {@code
 * LIMPET_JAVA} names a program that is not there.
 */
@ParameterizedClass
@EnumSource(Caller.class)
class ImageRunIT {
  /** An image with all that an image can say, and {@code plain}, which says nothing. */
  private static final String MAKE =
      """
      set -e
      mkdir -p root/bin root/etc root/home/app root/data
      cp /bin/busybox root/bin/
      for name in sh id cat env pwd echo touch stat ls mkdir grep sleep readlink; do
        ln -s busybox root/bin/$name
      done
      printf 'root:x:0:0::/root:/bin/sh\\napp:x:1000:1001::/home/app:\\nfar:x:4000000000:1::/:\\n' \
        > root/etc/passwd
      printf 'root:x:0:\\nwheel:x:10:root,app\\nweb:x:33:\\napp:x:1001:\\n' > root/etc/group
      echo mine > root/data/file
      if [ "$(id -u)" = 0 ]; then chown -R 1000:1001 root/home/app root/data; fi
      tar --numeric-owner -C root -cf layer.tar .
      for image in full plain; do
        umoci init --layout $image
        umoci new --image $image:v
        umoci raw add-layer --image $image:v layer.tar
      done
      umoci config --image full:v --config.entrypoint /bin/sh --config.entrypoint -c \
        --config.cmd 'echo from the image' --config.env A=B --config.env PATH=/bin:/none \
        --config.workingdir /made/here --config.user app --config.volume /data \
        --config.stopsignal SIGQUIT
      chmod -R a+rX .
      """;

  private static final Images MADE = made();

  private final Caller caller;
  private final Images images;

  ImageRunIT(Caller caller) {
    this.caller = caller;
    images = new Images(caller);
    images.done("load", MADE.at("full").toString(), "full");
  }

  private static Images made() {
    Images made = new Images(Caller.SELF);
    made.script(MAKE);
    return made;
  }

  /** A name for a box that no other run of this test has. */
  private String name(String word) {
    return word + caller + ProcessHandle.current().pid();
  }

  /** Without a JVM. */
  private Outcome run(String... words) {
    List<String> line = new ArrayList<>(List.of("run"));
    line.addAll(List.of(words));
    return images.run(
        Map.of("LIMPET_JAVA", "/no/java", "MINE", "callers"), line.toArray(String[]::new));
  }

  private void assertSays(String text, String... words) {
    Outcome outcome = run(words);
    assertEquals(text, outcome.out(), outcome.err());
    assertEquals(0, outcome.exit(), outcome.err());
  }

  private void assertRefused(String mentions, String... words) {
    Outcome outcome = run(words);
    assertEquals(125, outcome.exit(), outcome.out());
    assertTrue(outcome.err().contains(mentions), outcome.err());
    assertEquals(outcome.err().length() - 1, outcome.err().indexOf('\n'), outcome.err());
  }

  @Test
  void imageSaysWhatIsRun() {
    assertSays("from the image\n", "full:latest");
    assertSays("words\n", "full:latest", "echo words");
    assertSays("a b\n", "--entrypoint", "echo", "full:latest", "a", "b");
    assertSays("c d\n", "--entrypoint", "echo", "--cmd", "c", "--cmd", "d", "full:latest");
    assertSays("e\n", "--cmd", "echo e", "full:latest");
    assertSays("f\n", "--entrypoint=", "full:latest", "echo", "f");
    assertRefused("--cmd", "--cmd", "a", "full:latest", "b");
    assertRefused("is about an image", "--entrypoint", "a", "--", "true");
  }

  @Test
  void environmentIsTheImagesAndWhatIsGiven() {
    assertSays(
        "A=B\nHOME=/home/app\nPATH=/bin:/none\nPWD=/made/here\nSHLVL=1\n",
        "full:latest",
        "env | /bin/busybox sort");
    assertSays("C callers\n", "-e", "A=C", "-e", "MINE", "full:latest", "echo $A $MINE");
    assertSays("/root\n", "-u", "root", "full:latest", "echo $HOME");
    assertSays("/home\n", "-C", "/home", "full:latest", "pwd");
  }

  @Test
  void userIsLookedUpInTheImage() {
    String groups = caller == Caller.SELF ? " groups=10(wheel)" : "";
    assertSays("uid=1000(app) gid=1001(app)" + groups + "\n", "full:latest", "id");
    assertSays("uid=1000(app) gid=33(web)\n", "-u", "app:web", "full:latest", "id");
    assertSays("uid=7 gid=8\n", "-u", "7:8", "full:latest", "id");
    assertSays("uid=0(root) gid=0(root)" + groups + "\n", "-u", "0", "full:latest", "id");
    assertRefused("user none is not in the image's /etc/passwd", "-u", "none", "full:latest", "id");
    assertSays(
        "0000000000000000\n",
        "full:latest",
        "busybox sed -n 's/^Cap...:\\t//p' /proc/self/status | busybox sort -u");
  }

  @Test
  void changesAreThrownAwayAndTheTreeIsShared() throws IOException {
    String change =
        "echo x > /etc/passwd; touch /bin/new /data/new /tmp/new; cat /etc/passwd; ls /data";
    assertSays("x\nfile\nnew\n", "-u", "0", "full:latest", change);
    assertSays(
        "file\n0\n", "-u", "0", "full:latest", "ls /data; ls /tmp /bin | grep -c new || true");
    try (var files = Files.walk(images.store("trees"))) {
      assertEquals(List.of(), files.filter(file -> file.endsWith("new")).toList());
    }
  }

  @Test
  void readOnlyRootHasWritableVolumes() {
    assertSays(
        "mine\n1\n",
        "--read-only",
        "full:latest",
        "cat /data/file; touch /data/a /tmp/b; touch /home/app/c 2>&1 | grep -c Read-only");
    assertRefused("the opposite", "--read-only", "--overlay", "full:latest");
  }

  @Test
  void changesAreKeptWhereThatIsWanted() {
    String kept = "--overlay=" + images.at("kept");
    assertSays("", kept, "-u", "0", "full:latest", "echo kept > /etc/kept");
    assertSays("kept\n", kept, "full:latest", "cat /etc/kept");
    Outcome started = run("-d", "--rm", kept, "--name", name("holds"), "full:latest", "sleep 99");
    assertEquals(0, started.exit(), started.err());
    assertRefused("another box keeps its changes", kept, "full:latest", "true");
    images.run("kill", name("holds"));
  }

  @Test
  void whatIsMountedComesToItsPlace() throws IOException {
    Path shared = images.at("shared");
    Files.createDirectory(shared);
    Files.writeString(shared.resolve("here"), "of the host\n");
    images.script("chmod 777 shared");
    assertSays(
        "of the host\nfile\n",
        "-v",
        shared + ":/new/place:ro",
        "full:latest",
        "cat /new/place/here; ls /data");
    assertSays("here\n", "-v", shared + ":/data", "full:latest", "ls /data");
    assertSays("", "--tmpfs", "/data", "full:latest", "ls /data");
  }

  @Test
  void wordIsAnImageOrACommand() {
    assertSays("from the image\n", "full");
    assertSays("from the image\n", "--image", "full");
    assertSays("host\n", "echo", "host");
    images.done("load", MADE.at("plain").toString(), "echo");
    Outcome both = run("echo");
    assertEquals(125, both.exit(), "plain has no command");
    assertTrue(both.err().contains("the command of the host is -- echo"), both.err());
    assertSays("host\n", "--", "echo", "host");
    assertSays("host\n", "/bin/echo", "host");
    assertSays("host\n", "--rootfs", "/", "echo", "host");
    assertRefused("no command", "echo:latest");
    assertSays("image\n", "echo:latest", "echo", "image");
    Outcome neither = run("nothing-of-that-name");
    assertEquals(127, neither.exit());
    assertTrue(
        neither.err().contains("the image of that name is nothing-of-that-name:latest"),
        neither.err());
    assertEquals(127, run("--", "full:latest").exit());
    assertRefused("--pull never", "--pull", "never", "nothing:1");
    assertRefused("no name of an image", "A:1");
    assertRefused("both say what the root is", "--image", "full", "--rootfs", "/", "true");
  }

  @Test
  void missingImageIsPulledAndUnpackedByAJvm() {
    assertRefused("/no/java", "localhost:1/a:1");
    Outcome outcome = images.run("run", "localhost:1/a:1", "true");
    assertEquals(125, outcome.exit());
    assertTrue(outcome.err().startsWith("limpet: pull: "), outcome.err());
    images.done("load", "--no-unpack", MADE.at("plain").toString(), "packed");
    assertRefused("/no/java", "packed");
  }

  @Test
  void stopSignalTakesThePlaceOfTerm() throws Exception {
    String name = name("stops");
    Outcome started =
        run(
            "-d",
            "--name",
            name,
            "full:latest",
            "trap 'echo quit; exit 7' QUIT; trap 'exit 8' TERM; echo up; while :; do sleep 0.1; done");
    assertEquals(0, started.exit(), started.err());
    for (int tries = 0; !images.run("logs", name).out().contains("up"); tries++) {
      assertTrue(tries < 100);
      Thread.sleep(50);
    }
    assertEquals(0, images.run("kill", "-s", "TERM", name).exit());
    assertEquals("7\n", images.run("wait", name).out());
    assertEquals("up\nquit\n", images.run("logs", name).out());
    images.done("rm", name);
  }

  @Test
  void treeOfABoxThatRunsIsNotTakenAway() throws IOException {
    String name = name("uses");
    assertEquals(0, run("-d", "--name", name, "full:latest", "sleep 99").exit());
    images.done("rmi", "full");
    try (var files = Files.list(images.store("trees"))) {
      assertTrue(files.anyMatch(file -> Files.isDirectory(file.resolve("bin"))));
    }
    assertTrue(images.done("prune").contains("1 trees are in use"));
    Outcome inside = images.run("exec", name, "id", "-u");
    assertEquals("1000\n", inside.out(), inside.err());
    images.done("kill", name);
    assertEquals("137\n", images.run("wait", name).out());
    images.done("rm", name);
    assertTrue(images.done("prune").contains("1 trees"));
    try (var files = Files.list(images.store("trees"))) {
      assertFalse(files.anyMatch(Files::isDirectory));
    }
  }

  @Test
  void hostileImageDoesNotReachTheHost() {
    images.script(
        """
        set -e
        mkdir -p evil/bin evil/etc
        cp /bin/busybox evil/bin/busybox
        ln -s /proc/self/fd/7/etc/shadow evil/etc/passwd
        ln -s /proc/self/cwd/../../../etc evil/out
        ln -s busybox evil/bin/sh
        tar -C evil -cf evil.tar .
        umoci init --layout layout
        umoci new --image layout:evil
        umoci raw add-layer --image layout:evil evil.tar
        umoci config --image layout:evil --config.user root --config.workingdir /out/made
        chmod -R a+rX layout
        """);
    images.done("load", "layout", "evil");
    assertRefused("user root is not in the image's /etc/passwd", "evil:latest", "sh");
    Outcome outcome = run("-u", "0", "evil:latest", "sh", "-c", "pwd");
    assertEquals(125, outcome.exit(), outcome.out());
    assertFalse(Files.exists(Path.of("/etc/made")));
  }
}
