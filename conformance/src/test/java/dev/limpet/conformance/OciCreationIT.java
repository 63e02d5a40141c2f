package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The making of containers, where others make theirs or somebody ends it. */
class OciCreationIT {
  private static final String FOREVER = "while :; do sleep 0.05; done";

  private static void assertNoCgroup(String id) {
    assertEquals("", Limpet.host("find", "/sys/fs/cgroup", "-name", id).line());
  }

  private static void assertRefused(String mentions, Outcome outcome) {
    assertEquals(125, outcome.exit(), outcome.out());
    assertTrue(outcome.err().contains(mentions), outcome.err());
  }

  private static String hook(String kind, String script) {
    return "\""
        + kind
        + "\": [{\"path\": \"/bin/sh\", \"args\": [\"sh\", \"-c\", \""
        + script
        + "\"]}]";
  }

  @Test
  void hooksBeginInTheBundleAndNotAmongFilesOfTheImage() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("true");
    Path told = bundle.directory.resolve("told");
    List<String> hooks = new ArrayList<>();
    List<String> kinds =
        List.of("prestart", "createRuntime", "createContainer", "poststart", "poststop");
    for (String kind : kinds) {
      hooks.add(hook(kind, "echo " + kind + " $PWD >> " + told));
    }
    bundle.top("\"hooks\": {" + String.join(", ", hooks) + "}");
    assertEquals(0, bundle.run("hooked").exit());
    List<String> expected = new ArrayList<>();
    for (String kind : kinds) {
      expected.add(kind + " " + bundle.directory.toRealPath());
    }
    assertEquals(expected, Files.readAllLines(told));
  }

  @Test
  void hooksInTheContainersNamespacesAreToldOfItsOwnNumbers() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("true");
    Path outside = bundle.directory.resolve("outside");
    Path inside = bundle.directory.resolve("inside");
    bundle.top(
        "\"hooks\": {"
            + hook("createRuntime", "cat > " + outside)
            + ", "
            + hook("createContainer", "cat > " + inside)
            + "}");
    assertEquals(0, bundle.run("numbered").exit());
    assertTrue(Files.readString(inside).contains("\"pid\":1,"), Files.readString(inside));
    assertTrue(!Files.readString(outside).contains("\"pid\":1,"), Files.readString(outside));
  }

  @Test
  void waitingProcessHasNothingOfItsCallers() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script(FOREVER);
    String create =
        Shell.quote(
            bundle.words(
                "create",
                "-b",
                bundle.directory.toString(),
                "--pid-file",
                bundle.directory + "/pid",
                "leaky"));
    Outcome made =
        Limpet.host("bash", "-c", "exec 20</home; " + create + " </dev/null >/dev/null 2>&1");
    assertEquals(0, made.exit(), made.err());
    Path descriptors = Path.of("/proc/" + bundle.read("pid") + "/fd");
    assertTrue(Files.notExists(descriptors.resolve("20")));
    bundle.done("delete", "leaky");
  }

  @Test
  void oneOfThoseThatWantTheSameCgroupGetsIt() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script(FOREVER);
    bundle.linux("\"cgroupsPath\": \"/wanted-by-all\"");
    for (int round = 0; round < 8; round++) {
      List<Process> creators = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        creators.add(start(bundle, "create", "-b", bundle.directory.toString(), "one-" + i));
      }
      int made = 0;
      for (Process creator : creators) {
        assertTrue(creator.waitFor(30, TimeUnit.SECONDS));
        made += creator.exitValue() == 0 ? 1 : 0;
      }
      assertEquals(1, made);
      for (int i = 0; i < 4; i++) {
        bundle.done("delete", "--force", "one-" + i);
      }
      assertNoCgroup("wanted-by-all");
    }
  }

  private static Process start(OciBundle bundle, String... words) throws IOException {
    return new ProcessBuilder(bundle.words(words))
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void cgroupBelowAnothersIsRefused() {
    OciBundle bundle = new OciBundle(Caller.SELF).script(FOREVER);
    bundle.linux("\"cgroupsPath\": \"/outermost\"");
    bundle.create("above");
    bundle.change("\"/outermost\"", "\"/outermost/within/it\"");
    assertRefused(
        "would be that of the container above, or one above or below it",
        bundle.oci("create", "-b", bundle.directory.toString(), "below"));
    assertEquals("created", bundle.status("above"));
    bundle.done("delete", "above");
    assertNoCgroup("outermost");
  }

  @Test
  void failureLeavesNoneOfTheCgroupsThatWereMadeBefore() {
    OciBundle bundle = new OciBundle(Caller.SELF).script("true");
    assertRefused("every cgroup has a file of that name", bundle.run("tasks"));
    assertEquals("", Limpet.host("find", "/sys/fs/cgroup", "-name", "tasks", "-type", "d").line());
    bundle.linux("\"resources\": {\"cpu\": {\"cpus\": \"4095\"}}");
    assertNotEquals(0, bundle.run("unlimited").exit());
    assertNoCgroup("unlimited");
  }

  @Test
  void creatorOfWhatIsDeletedIsEnded() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script(FOREVER);
    Path begun = bundle.directory.resolve("begun");
    bundle.top("\"hooks\": {" + hook("createRuntime", "echo > " + begun + "; exec sleep 20") + "}");
    Process creator = start(bundle, "create", "-b", bundle.directory.toString(), "unwanted");
    for (int i = 0; i < 500 && Files.notExists(begun); i++) {
      Thread.sleep(20);
    }
    assertRefused("not stopped: creating", bundle.oci("delete", "unwanted"));
    bundle.done("delete", "--force", "unwanted");
    assertTrue(creator.waitFor(5, TimeUnit.SECONDS));
    assertNotEquals(0, creator.exitValue());
    assertNoCgroup("unwanted");
    assertEquals("[]", bundle.done("list", "--format", "json"));
  }

  @Test
  void damagedContainerHidesNoOther() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script(FOREVER);
    bundle.create("sound");
    bundle.create("spoilt");
    Path state = bundle.root().resolve("spoilt/state");
    String kept = Files.readString(state);
    Files.writeString(state, kept + "no state\n");
    Outcome listed = bundle.oci("list", "--quiet");
    assertEquals("sound\n", listed.out());
    assertTrue(listed.err().contains("spoilt is left out"), listed.err());
    Files.writeString(state, kept);
    bundle.done("delete", "spoilt");
    bundle.done("delete", "sound");
  }

  @Test
  void whereThereIsNoRoomForWhatIsKeptItIsSaid() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("true");
    Path root = Files.createDirectories(bundle.root());
    String create =
        Shell.quote(bundle.words("create", "-b", bundle.directory.toString(), "roomless"));
    String mount = "mount -t tmpfs -o size=4k,mode=700 tmpfs " + root;
    Outcome outcome =
        Limpet.host(
            "unshare",
            "-m",
            "sh",
            "-c",
            mount + " && { " + create + "; c=$?; ls " + root + "; exit $c; }");
    assertRefused("cannot be written down: ENOSPC: is there room", outcome);
    assertEquals("", outcome.out());
    assertNoCgroup("roomless");
  }

  @Test
  void clocksOfAUserNamespaceAreMoved() {
    OciBundle bundle = new OciBundle(Caller.SELF).script("cat /proc/uptime");
    bundle.change(
        "\"type\": \"mount\"", "\"type\": \"mount\"}, {\"type\": \"time\"}, {\"type\": \"user\"");
    bundle.linux(
        "\"timeOffsets\": {\"boottime\": {\"secs\": 50000000}},"
            + " \"uidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\": 65536}],"
            + " \"gidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\": 65536}]");
    Limpet.host("chown", "-R", "100000:100000", bundle.directory + "/rootfs");
    Outcome outcome = bundle.run("later");
    assertEquals(0, outcome.exit(), outcome.err());
    assertTrue(Double.parseDouble(outcome.line().split(" ")[0]) > 50_000_000, outcome.out());
  }
}
