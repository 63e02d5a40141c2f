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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a container, as the OCI runtime specification has it. */
class OciRuntimeIT {
  private static final String FOREVER = "trap 'exit 7' TERM; while :; do sleep 0.05; done";

  private static void assertRefused(String mentions, Outcome outcome) {
    assertTold(125, mentions, outcome);
  }

  private static void assertTold(int code, String mentions, Outcome outcome) {
    assertEquals(code, outcome.exit(), outcome.out());
    assertTrue(
        outcome.err().startsWith("limpet: ") && outcome.err().contains(mentions), outcome.err());
    assertEquals(outcome.err().length() - 1, outcome.err().indexOf('\n'), outcome.err());
  }

  /** Nothing of a container is left: no directory, no cgroup. */
  private static void assertNothingLeft(OciBundle bundle, String id) throws IOException {
    if (Files.exists(bundle.root())) {
      try (Stream<Path> left = Files.list(bundle.root())) {
        assertEquals(List.of(), left.toList());
      }
    }
    assertEquals("", Limpet.host("find", "/sys/fs/cgroup", "-name", id).line());
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void containerIsCreatedStartedKilledAndDeleted(Caller caller) throws Exception {
    OciBundle bundle = new OciBundle(caller).script("echo up; " + FOREVER);
    bundle.create("life", "--pid-file", bundle.directory + "/pid");
    assertEquals("created", bundle.status("life"));
    assertEquals("", bundle.read("out"));
    assertTrue(
        bundle.done("state", "life").contains("\"pid\":" + bundle.read("pid") + ","),
        bundle.read("pid"));
    bundle.done("start", "life");
    assertRefused("life is running", bundle.oci("start", "life"));
    assertRefused("not stopped: running", bundle.oci("delete", "life"));
    Outcome inside = bundle.oci("exec", "life", "sh", "-c", "ps; exit 3");
    assertEquals(3, inside.exit());
    assertTrue(inside.out().contains("sh -c echo up"), inside.out());
    bundle.done("kill", "life", "TERM");
    bundle.await("life", "stopped");
    assertEquals("up\n", bundle.read("out"));
    assertRefused("container not running", bundle.oci("kill", "life", "TERM"));
    assertRefused("not running: life is stopped", bundle.oci("exec", "life", "true"));
    bundle.done("delete", "life");
    assertRefused("container life does not exist", bundle.oci("state", "life"));
    bundle.done("delete", "--force", "life");
    assertNothingLeft(bundle, "life");
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void runEndsWithTheCodeOfTheProgram(Caller caller) throws IOException {
    OciBundle bundle = new OciBundle(caller).script("id -u; hostname; echo $HOME; exit 9");
    Outcome outcome = bundle.run("run");
    assertEquals(9, outcome.exit(), outcome.err());
    assertEquals("0\nlimpet\n/root\n", outcome.out());
    assertNothingLeft(bundle, "run");
  }

  @Test
  void hooksRunInTheirPlacesWithTheStateOnTheirInput() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("echo program >> /log; " + FOREVER);
    bundle.change("\"readonly\": true", "\"readonly\": false");
    Path log = bundle.directory.resolve("rootfs/log");
    StringBuilder hooks = new StringBuilder("\"hooks\": {");
    for (String kind :
        List.of("prestart", "createRuntime", "createContainer", "poststart", "poststop")) {
      hooks.append(hook(kind, "/bin/busybox", log.toString())).append(", ");
    }
    hooks.append(hook("startContainer", "/bin/busybox", "/log")).append("}");
    bundle.top(hooks.toString());
    bundle.create("hooks");
    bundle.done("start", "hooks");
    bundle.done("kill", "hooks", "KILL");
    bundle.await("hooks", "stopped");
    bundle.done("delete", "hooks");
    String said = bundle.read("rootfs/log");
    List<String> order =
        said.lines().map(line -> line.substring(0, (line + " ").indexOf(' '))).toList();
    assertEquals(
        List.of("prestart", "createRuntime", "createContainer", "startContainer"),
        order.subList(0, 4),
        said);
    assertTrue(order.contains("program") && order.contains("poststart"), said);
    assertEquals("poststop", order.get(order.size() - 1), said);
    for (String line : said.lines().filter(line -> !line.equals("program")).toList()) {
      assertTrue(line.contains("\"id\":\"hooks\"") && line.contains("\"bundle\":"), line);
    }
    assertTrue(said.contains("startContainer {") && said.contains("\"status\":\"created\""), said);
    assertTrue(said.lines().toList().get(order.size() - 1).contains("\"status\":\"stopped\""));
  }

  private static String hook(String kind, String program, String log) {
    return "\""
        + kind
        + "\": [{\"path\": \""
        + program
        + "\", \"args\": [\"sh\", \"-c\", \"read state; echo "
        + kind
        + " \\\"$state\\\" >> "
        + log
        + "\"]}]";
  }

  @Test
  void hookThatFailsEndsTheContainer() throws Exception {
    String fails =
        "[{\"path\": \"/bin/busybox\", \"args\": [\"sh\", \"-c\", \"echo why >&2; exit 3\"]}]";
    OciBundle early = new OciBundle(Caller.SELF).script("true");
    early.top("\"hooks\": {\"createRuntime\": " + fails + "}");
    assertRefused(
        "createRuntime hook #0, /bin/busybox: exit code 3: why",
        early.oci("create", "-b", early.directory.toString(), "early"));
    assertNothingLeft(early, "early");
    OciBundle late = new OciBundle(Caller.SELF).script(FOREVER);
    late.top("\"hooks\": {\"startContainer\": " + fails + "}");
    late.create("late");
    assertRefused("startContainer hook #0", late.oci("start", "late"));
    late.await("late", "stopped");
    late.done("delete", "late");
    OciBundle after = new OciBundle(Caller.SELF).script(FOREVER);
    after.top("\"hooks\": {\"poststart\": " + fails + "}");
    after.create("after");
    assertRefused("poststart hook #0", after.oci("start", "after"));
    after.await("after", "stopped");
    after.done("delete", "after");
    OciBundle slow = new OciBundle(Caller.SELF).script("true");
    slow.top(
        "\"hooks\": {\"prestart\": [{\"path\": \"/bin/busybox\", \"args\": [\"sleep\", \"60\"],"
            + " \"timeout\": 1}]}");
    assertRefused("its time is over", slow.oci("create", "-b", slow.directory.toString(), "slow"));
    assertNothingLeft(slow, "slow");
  }

  @Test
  void whatCannotBeStartedIsToldInTheWordsOfEngines() throws IOException {
    OciBundle bundle = new OciBundle(Caller.SELF);
    bundle.change("\"args\": [\n      \"sh\"\n    ]", "\"args\": [\"nosuch\"]");
    assertRefused(
        "executable file not found in $PATH",
        bundle.oci("create", "-b", bundle.directory.toString(), "absent"));
    assertTold(127, "executable file not found in $PATH", bundle.run("absent"));
    assertNothingLeft(bundle, "absent");
    OciBundle plain = new OciBundle(Caller.SELF);
    plain.change("\"args\": [\n      \"sh\"\n    ]", "\"args\": [\"/etc/passwd\"]");
    assertTold(126, "permission denied", plain.run("plain"));
  }

  @Test
  void faultOfConfigJsonIsNamedByItsPath() throws IOException {
    OciBundle bundle = new OciBundle(Caller.SELF);
    bundle.linux("\"maskedPaths2\": [], \"sysctl\": {\"net.ipv4.ip_forward\": 1}");
    assertRefused("$.linux.sysctl[\"net.ipv4.ip_forward\"]", bundle.run("wrong"));
    OciBundle host = new OciBundle(Caller.SELF);
    host.linux("\"sysctl\": {\"kernel.panic\": \"1\"}");
    assertRefused("linux.sysctl kernel.panic", host.run("host"));
    OciBundle out = new OciBundle(Caller.SELF);
    out.linux("\"sysctl\": {\"net/../vm/page-cluster\": \"2\"}");
    assertRefused("$.linux.sysctl[\"net/../vm/page-cluster\"]", out.run("out"));
    OciBundle moved = new OciBundle(Caller.SELF);
    moved.change("\"resources\": {", "\"resources\": {\"unified\": {\"cgroup.procs\": \"1\"}, ");
    assertRefused("$.linux.resources.unified names \"cgroup.procs\"", moved.run("moved"));
    OciBundle rdt = new OciBundle(Caller.SELF);
    rdt.linux("\"intelRdt\": {}");
    assertRefused("linux.intelRdt", rdt.run("rdt"));
    assertNothingLeft(bundle, "wrong");
  }

  @Test
  void theRuntimesOwnNamespaceIsNoneForItsParameters() {
    OciBundle net = new OciBundle(Caller.SELF);
    net.change("\"type\": \"network\"", "\"type\": \"network\", \"path\": \"/proc/self/ns/net\"");
    net.linux("\"sysctl\": {\"net.ipv4.ip_forward\": \"1\"}");
    assertRefused("net.ipv4.ip_forward would be the host's", net.run("net"));
    OciBundle uts = new OciBundle(Caller.SELF);
    uts.change("\"type\": \"uts\"", "\"type\": \"uts\", \"path\": \"/proc/self/ns/uts\"");
    assertRefused("hostname is set without a uts namespace", uts.run("uts"));
  }

  @Test
  void cgroupOfAnotherContainerIsRefused() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("sleep 60");
    bundle.linux("\"cgroupsPath\": \"/limpet-shared/one\"");
    bundle.create("first");
    assertRefused(
        "holds processes already",
        bundle.oci("create", "-b", bundle.directory.toString(), "second"));
    bundle.done("kill", "first", "KILL");
    bundle.await("first", "stopped");
    assertRefused(
        "that of the container first",
        bundle.oci("create", "-b", bundle.directory.toString(), "second"));
    bundle.done("delete", "--force", "first");
    assertNothingLeft(bundle, "second");
  }

  @Test
  void containerOfTheNameOfAFileOfCgroupsIsRefused() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("true");
    assertRefused("make the cgroup ", bundle.run("cgroup.procs"));
    assertRefused("container cgroup.procs does not exist", bundle.oci("state", "cgroup.procs"));
  }

  @Test
  void pausedContainerDiesOfSigkill() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("sleep 60");
    for (String id : List.of("killed", "deleted")) {
      bundle.create(id);
      bundle.done("start", id);
      bundle.done("pause", id);
    }
    bundle.done("kill", "killed", "KILL");
    bundle.await("killed", "stopped");
    bundle.done("delete", "killed");
    bundle.done("delete", "--force", "deleted");
    assertNothingLeft(bundle, "deleted");
  }

  @Test
  void unknownCapabilitiesAreTold() {
    OciBundle bundle = new OciBundle(Caller.SELF).script("true");
    bundle.change("\"bounding\": [", "\"bounding\": [\"CAP_NOSUCH\", ");
    Outcome outcome = bundle.run("caps");
    assertEquals(0, outcome.exit(), outcome.err());
    assertTrue(outcome.err().contains("CAP_NOSUCH"), outcome.err());
  }

  @Test
  void processIsWhatConfigJsonSays() {
    OciBundle bundle =
        new OciBundle(Caller.SELF)
            .script("id; umask; pwd; echo $HOME; grep -E 'Cap|NoNew' /proc/self/status")
            .change("\"uid\": 0,", "\"uid\": 7, \"umask\": 63, \"additionalGids\": [9, 10],")
            .change("\"gid\": 0", "\"gid\": 8")
            .change("\"cwd\": \"/\"", "\"cwd\": \"/made/here\"");
    Outcome outcome = bundle.run("process");
    assertEquals(0, outcome.exit(), outcome.err());
    assertTrue(outcome.out().startsWith("uid=7(u) gid=8 groups=9,10"), outcome.out());
    assertTrue(outcome.out().contains("0077\n/made/here\n/home/u\n"), outcome.out());
    assertTrue(outcome.out().contains("NoNewPrivs:\t1"), outcome.out());
    assertTrue(outcome.out().contains("CapBnd:\t0000000020000420"), outcome.out());
  }

  @Test
  void pathsAreMaskedAndReadOnly() {
    OciBundle bundle =
        new OciBundle(Caller.SELF)
            .script(
                "wc -c < /proc/keys; ls /proc/acpi /sys/firmware; touch /x || echo sealed;"
                    + " echo 1 > /proc/sys/kernel/panic || echo held");
    Outcome outcome = bundle.run("paths");
    assertTrue(outcome.out().startsWith("0\n"), outcome.out() + outcome.err());
    assertTrue(outcome.out().endsWith("sealed\nheld\n"), outcome.out());
  }

  @Test
  void linksOfTheImageLeadNowhereOutside() throws IOException {
    OciBundle bundle = new OciBundle(Caller.SELF).script("cat /evil/made/hosts-file; ls /evil");
    Files.createSymbolicLink(
        bundle.directory.resolve("rootfs/evil"), Path.of("../../../../../../../../outside"));
    Path source = Files.writeString(bundle.directory.resolve("source"), "bound\n");
    bundle.change(
        "\"mounts\": [",
        "\"mounts\": [{\"destination\": \"/evil/made/hosts-file\", \"type\": \"bind\", \"source\": \""
            + source
            + "\", \"options\": [\"bind\", \"ro\"]},");
    Outcome outcome = bundle.run("links");
    assertEquals("bound\nmade\n", outcome.out(), outcome.err());
    assertFalse(Files.exists(Path.of("/outside")));
    assertTrue(Files.isDirectory(bundle.directory.resolve("rootfs/outside/made")));
  }

  @Test
  void userNamespaceHasItsMaps() throws IOException {
    OciBundle bundle = new OciBundle(Caller.SELF).script("cat /proc/self/uid_map; touch /made");
    bundle.change("\"readonly\": true", "\"readonly\": false");
    bundle.change("\"type\": \"mount\"", "\"type\": \"mount\"}, {\"type\": \"user\"");
    bundle.linux(
        "\"uidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\": 5000}],"
            + " \"gidMappings\": [{\"containerID\": 0, \"hostID\": 200000, \"size\": 5000}]");
    Limpet.host("chown", "-R", "100000:200000", bundle.directory + "/rootfs");
    // Only its owner may go to the bundle: not the root of the container.
    Limpet.host("chmod", "700", bundle.directory.toString());
    Outcome outcome = bundle.run("userns");
    assertEquals("0     100000       5000", outcome.line(), outcome.err());
    Path made = bundle.directory.resolve("rootfs/made");
    assertEquals("100000:200000", Limpet.host("stat", "-c", "%u:%g", made.toString()).line());
  }

  @Test
  void cgroupNamespaceShowsItsOwnCgroup() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF);
    bundle.script(
        "cd /sys/fs/cgroup; test -f cgroup.procs || cd pids; head -n 1 cgroup.procs; touch x;"
            + " grep -c -v :/$ /proc/self/cgroup");
    bundle.change("\"type\": \"mount\"", "\"type\": \"mount\"}, {\"type\": \"cgroup\"");
    Outcome outcome = bundle.run("own");
    assertEquals("1\n0\n", outcome.out(), outcome.err());
    assertTrue(outcome.err().contains("Read-only file system"), outcome.err());
    assertNothingLeft(bundle, "own");
  }

  @Test
  void containerWithoutAMountNamespaceLeavesNothingOnTheHost() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF);
    bundle.script("stat -L -c %i /proc/self/ns/mnt; ls /; " + FOREVER);
    bundle.change(",\n      {\n        \"type\": \"mount\"\n      }", "");
    String before = Limpet.host("cat", "/proc/self/mountinfo").out();
    String own = Limpet.host("stat", "-L", "-c", "%i", "/proc/self/ns/mnt").line();
    bundle.create("shared");
    bundle.done("start", "shared");
    bundle.await("shared", "running");
    assertEquals(before, Limpet.host("cat", "/proc/self/mountinfo").out());
    Outcome inside = bundle.oci("exec", "shared", "ls", "/");
    bundle.done("kill", "shared", "KILL");
    bundle.await("shared", "stopped");
    assertEquals("bin\ndev\netc\nproc\nsys\n", inside.out());
    assertEquals(own + "\n" + inside.out(), bundle.read("out"));
    bundle.done("delete", "shared");
    assertEquals(before, Limpet.host("cat", "/proc/self/mountinfo").out());
    assertNothingLeft(bundle, "shared");
  }

  @Test
  void filterMayLeaveTheCallThatTellsItsListener() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("echo ran");
    try (FilterListener listener = new FilterListener(bundle)) {
      bundle.linux(listener.seccomp("sendmsg"));
      Outcome outcome =
          Limpet.host(
              Stream.concat(
                      Stream.of("timeout", "-s", "KILL", "30"),
                      bundle.words("run", "-b", bundle.directory.toString(), "heard").stream())
                  .toArray(String[]::new));
      assertEquals("ran", outcome.line(), outcome.err());
      String state = listener.told();
      assertTrue(state.contains("\"fds\":[\"seccompFd\"]"), state);
    }
    assertNothingLeft(bundle, "heard");
  }

  @Test
  void debugTellsWhatWasDecidedAndNoSecret() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("exit 0");
    bundle.change("\"TERM=xterm\"", "\"TERM=xterm\", \"SECRET=hidden\"");
    bundle.top("\"hooks\": {\"createRuntime\": [{\"path\": \"/bin/true\"}]}");
    Path log = bundle.directory.resolve("log");
    for (String format : List.of("text", "json")) {
      String[] options = {"--debug", "--log", log.toString(), "--log-format", format};
      List<String> words = new ArrayList<>(List.of(options));
      words.addAll(List.of("run", "-b", bundle.directory.toString(), "told"));
      bundle.done(words.toArray(new String[0]));
      String said = Files.readString(log);
      for (String mention :
          List.of(
              "told: new namespaces: ",
              "told: cgroup /sys/fs/cgroup/",
              "told: createRuntime hook #0: /bin/true",
              "told: created: its first process is ",
              "told: started")) {
        assertTrue(said.contains(mention), said);
      }
      assertTrue(said.contains("exit 0") && !said.contains("hidden"), said);
      assertTrue(
          said.lines()
              .allMatch(
                  line ->
                      format.equals("json")
                          ? line.startsWith("{\"level\":\"debug\",")
                          : line.contains("Z debug told: ")),
          said);
      Files.delete(log);
    }
  }

  @Test
  void terminalIsRelayedToTheCaller() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("tty; read line; echo got $line; exit 4");
    bundle.change("\"terminal\": false", "\"terminal\": true");
    try (Pty pty =
        Pty.of(
            bundle.words("run", "-b", bundle.directory.toString(), "tty").toArray(new String[0]))) {
      pty.expect("/dev/pts/0");
      pty.type("word\n");
      pty.expect("got word");
      assertEquals(4, pty.finish());
    }
  }

  @Test
  void cgroupHoldsWhatTheContainerMayUse() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script(FOREVER);
    bundle.change("\"resources\": {", "\"resources\": {\"pids\": {\"limit\": 7}, ");
    bundle.create("limits");
    bundle.done("start", "limits");
    assertTrue(bundle.oci("ps", "-f", "json", "limits").line().matches("\\[\\d+(,\\d+)*\\]"));
    bundle.done("pause", "limits");
    assertEquals("paused", bundle.status("limits"));
    assertRefused("paused: limits", bundle.oci("exec", "limits", "true"));
    bundle.done("resume", "limits");
    bundle.done("update", "--pids-limit", "20", "limits");
    assertTrue(bundle.done("events", "--stats", "limits").contains("\"limit\":20"));
    bundle.done("delete", "--force", "limits");
    assertNothingLeft(bundle, "limits");
  }

  @Test
  void containersWhoseRuntimeWasKilledCanBeListedAndDeleted() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script(FOREVER);
    for (int i = 0; i < 40; i++) {
      String id = "killed" + i;
      Process create =
          new ProcessBuilder(bundle.words("create", "-b", bundle.directory.toString(), id))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Thread.sleep(i);
      create.destroyForcibly().waitFor();
      bundle.done("list");
      bundle.done("delete", "--force", id);
      assertNothingLeft(bundle, id);
    }
    assertTrue(Processes.awaitGone("trap 'exit 7' TERM"));
  }
}
