package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a container or another user must not reach by way of the OCI runtime. */
class OciSafetyIT {
  private static final String FOREVER = "while :; do sleep 0.05; done";

  private static String namespace(String pid, String type, String file) {
    return "\"type\": \"" + type + "\", \"path\": \"/proc/" + pid + "/ns/" + file + "\"";
  }

  /** The directories and states that a process has open, but for those of its own root. */
  private static List<String> open(String pid) throws IOException {
    List<String> paths = new ArrayList<>();
    try (Stream<Path> links = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path link : links.toList()) {
        String target = Files.readSymbolicLink(link).toString();
        boolean own = Files.isDirectory(link) && Files.exists(link.resolve("bin/busybox"));
        boolean told = Files.isDirectory(link) || target.endsWith("/state");
        if (told && !(own && Files.notExists(link.resolve("usr")))) {
          paths.add(target);
        }
      }
    }
    return paths;
  }

  @Test
  void processThatWaitsAmongOthersHoldsNoDirectoryOfTheHosts() throws Exception {
    OciBundle first = new OciBundle(Caller.SELF).script(FOREVER);
    first.create("among", "--pid-file", first.directory + "/pid");
    OciBundle second = new OciBundle(Caller.SELF).script("true");
    second.change("\"type\": \"pid\"", namespace(first.read("pid"), "pid", "pid"));
    second.create("waits", "--pid-file", second.directory + "/pid");
    assertEquals(List.of(), open(second.read("pid")));
    second.done("delete", "waits");
    first.done("delete", "among");
  }

  @Test
  void whoJoinsAUserNamespaceIsItsRoot() throws Exception {
    OciBundle first = new OciBundle(Caller.SELF).script(FOREVER);
    first.change("\"type\": \"mount\"", "\"type\": \"mount\"}, {\"type\": \"user\"");
    first.linux(
        "\"uidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\": 65536}],"
            + " \"gidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\": 65536}]");
    Limpet.host("chown", "-R", "100000:100000", first.directory + "/rootfs");
    first.create("owner", "--pid-file", first.directory + "/pid");
    String pid = first.read("pid");
    OciBundle second = new OciBundle(Caller.SELF).script("id -u; cat /proc/self/uid_map");
    second.change("\"type\": \"pid\"", namespace(pid, "pid", "pid"));
    second.change("\"type\": \"network\"", namespace(pid, "network", "net"));
    second.change("\"type\": \"ipc\"", namespace(pid, "ipc", "ipc"));
    second.change(
        "\"type\": \"mount\"", "\"type\": \"mount\"}, {" + namespace(pid, "user", "user"));
    Limpet.host("chown", "-R", "100000:100000", second.directory + "/rootfs");
    Outcome outcome = second.run("guest");
    assertEquals(0, outcome.exit(), outcome.err());
    assertTrue(outcome.out().startsWith("0\n"), outcome.out());
    assertTrue(outcome.out().contains("100000"), outcome.out());
    first.done("delete", "--force", "owner");
  }

  @Test
  void directoryThatOthersMayWriteToIsRefused() throws Exception {
    OciBundle bundle = new OciBundle(Caller.ORDINARY_USER).script("true");
    Files.createDirectories(bundle.root());
    Limpet.host("chmod", "777", bundle.root().toString());
    Limpet.host("chown", Caller.UID, bundle.root().toString());
    Outcome outcome = bundle.oci("list");
    assertEquals(125, outcome.exit());
    assertTrue(outcome.err().contains("others may write to"), outcome.err());
    Limpet.host("chmod", "700", bundle.root().toString());
    bundle.done("list");
    Limpet.host("chown", "1002", bundle.root().toString());
    Limpet.host("chmod", "755", bundle.root().toString());
    assertTrue(bundle.oci("list").err().contains("others may write to"));
  }

  @Test
  void configJsonThatIsTooLargeIsRefusedAndALargeOneIsNot() throws Exception {
    String text = "x".repeat(500_000);
    OciBundle bundle = new OciBundle(Caller.SELF).script("true");
    bundle.top("\"annotations\": {\"a\": \"" + text + "\"}");
    bundle.create("large");
    assertTrue(bundle.done("state", "large").contains(text));
    assertTrue(bundle.done("list").contains("large"));
    bundle.done("delete", "large");
    bundle.change("\"a\": ", "\"b\": \"" + text + text + "\", \"a\": ");
    Outcome outcome = bundle.run("larger");
    assertEquals(125, outcome.exit());
    assertTrue(outcome.err().contains("it may have 1048576 bytes at the most"), outcome.err());
    assertFalse(Files.exists(bundle.root().resolve("larger")));
  }

  @Test
  void processThatMayNotEvenEndIsEndedByAFault() {
    OciBundle bundle = new OciBundle(Caller.SELF).script("true");
    bundle.linux("\"seccomp\": {\"defaultAction\": \"SCMP_ACT_ERRNO\"}");
    Outcome outcome = bundle.run("mute");
    assertEquals(128 + 11, outcome.exit(), outcome.err());
  }
}
