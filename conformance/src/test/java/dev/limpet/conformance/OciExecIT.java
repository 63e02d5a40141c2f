package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Further processes of a container. */
class OciExecIT {
  private static OciBundle running(Caller caller, String id) {
    OciBundle bundle = new OciBundle(caller).script("while :; do sleep 0.05; done");
    bundle.create(id);
    bundle.done("start", id);
    return bundle;
  }

  private static void assertTold(int code, String mentions, Outcome outcome) {
    assertEquals(code, outcome.exit(), outcome.out());
    assertTrue(outcome.err().contains(mentions), outcome.err());
    assertEquals(outcome.err().length() - 1, outcome.err().indexOf('\n'), outcome.err());
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void programThatIsNotThereIs127AndOneThatMayNotBeExecutedIs126(Caller caller) {
    OciBundle bundle = running(caller, "absent");
    String nowhere = "executable file not found in $PATH";
    assertTold(127, nowhere, bundle.oci("exec", "absent", "nonesuch"));
    assertTold(127, nowhere, bundle.oci("exec", "-d", "absent", "nonesuch"));
    assertTold(127, "no such file", bundle.oci("exec", "absent", "/nonesuch"));
    assertTold(126, "permission denied", bundle.oci("exec", "absent", "/etc/passwd"));
    assertTold(126, "permission denied", bundle.oci("exec", "absent", "/etc"));
    assertTold(
        125,
        "--pid-file /nonexist/pf: ENOENT",
        bundle.oci("exec", "-d", "--pid-file", "/nonexist/pf", "absent", "sleep", "60"));
    assertTold(125, "exec --cwd, wants", bundle.oci("exec", "--cwd", "/nope", "absent", "true"));
    assertEquals(127, bundle.oci("exec", "absent", "sh", "-c", "exit 127").exit());
    bundle.done("delete", "--force", "absent");
  }

  @Test
  void pausedContainerIsJoinedOnlyByWhoWaits() throws Exception {
    OciBundle bundle = running(Caller.SELF, "asleep");
    bundle.done("pause", "asleep");
    assertTold(125, "paused: asleep", bundle.oci("exec", "asleep", "true"));
    List<String> words = bundle.words("exec", "--ignore-paused", "asleep", "echo", "awake");
    Path out = bundle.directory.resolve("awake");
    Process impatient = start(words, bundle.directory.resolve("none"));
    Process patient = start(words, out);
    awaitHolding(impatient);
    awaitHolding(patient);
    assertTrue(impatient.isAlive() && patient.isAlive());
    // A signal ends the waiting, and the process that waits in there.
    Limpet.host("kill", "-TERM", String.valueOf(impatient.pid()));
    assertEquals(125, impatient.waitFor());
    assertEquals("", Files.readString(out));
    bundle.done("resume", "asleep");
    assertTrue(patient.waitFor(30, TimeUnit.SECONDS));
    assertEquals("awake\n", Files.readString(out));
    assertEquals("", bundle.read("none"));
    bundle.done("delete", "--force", "asleep");
  }

  /** Returns once it keeps signals back: from there on it is for its process that it waits. */
  private static void awaitHolding(Process process) throws Exception {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    String nothing = "SigBlk:\t0000000000000000";
    for (int i = 0; i < 500 && Files.readString(status).contains(nothing); i++) {
      Thread.sleep(20);
    }
  }

  private static Process start(List<String> words, Path out) throws Exception {
    File nothing = new File("/dev/null");
    return new ProcessBuilder(words)
        .redirectInput(nothing)
        .redirectOutput(out.toFile())
        .redirectError(nothing)
        .start();
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void processorsAreThoseOfExecCpuAffinity(Caller caller) throws Exception {
    OciBundle bundle = running(caller, "bound");
    assertEquals("0", allowed(bundle, "\"final\": \"0\""));
    String all = allowed(bundle, "\"initial\": \"\"");
    assertEquals(all, allowed(bundle, "\"initial\": \"0\""));
    Outcome wrong = exec(bundle, "\"initial\": \"0,3-1\"");
    assertTold(125, "$.execCPUAffinity.initial has \"3-1\"", wrong);
    assertTold(125, "has none of them", exec(bundle, "\"final\": \"8191\""));
    bundle.done("delete", "--force", "bound");
  }

  @Test
  void listenerOfTheFilterIsToldOfEachThatJoins() throws Exception {
    OciBundle bundle = new OciBundle(Caller.SELF).script("while :; do sleep 0.05; done");
    try (FilterListener listener = new FilterListener(bundle)) {
      bundle.linux(listener.seccomp("sethostname"));
      bundle.create("overheard");
      bundle.done("start", "overheard");
      String first = listener.told();
      Path pid = bundle.directory.resolve("pid");
      String quiet = "exec sleep 60 > /dev/null 2>&1";
      bundle.done("exec", "-d", "--pid-file", pid.toString(), "overheard", "sh", "-c", quiet);
      String joined = listener.told();
      String own = "\"fds\":[\"seccompFd\"],\"pid\":" + Files.readString(pid) + ",\"state\":{";
      assertTrue(joined.contains(own), joined);
      assertTrue(joined.contains("\"status\":\"running\""), joined);
      String init = first.substring(first.indexOf("\"pid\":"), first.indexOf(",\"state\""));
      assertTrue(joined.substring(joined.indexOf("\"state\"")).contains(init + ","), joined);
      // Its call waits for an answer, and fails once nobody is there to give one.
      Path out = bundle.directory.resolve("out");
      String call = "hostname other 2>&1";
      Process calling = start(bundle.words("exec", "overheard", "sh", "-c", call), out);
      listener.told();
      assertTrue(calling.waitFor(30, TimeUnit.SECONDS));
      assertTrue(Files.readString(out).contains("Function not implemented"), bundle.read("out"));
    }
    assertTold(125, "nobody listens there", bundle.oci("exec", "overheard", "true"));
    bundle.done("delete", "--force", "overheard");
  }

  private static String allowed(OciBundle bundle, String affinity) throws Exception {
    Outcome outcome = exec(bundle, affinity);
    assertEquals(0, outcome.exit(), outcome.err());
    return outcome.line().replace("Cpus_allowed_list:", "").strip();
  }

  private static Outcome exec(OciBundle bundle, String affinity) throws Exception {
    Path process = bundle.directory.resolve("process.json");
    Files.writeString(
        process,
        """
        {"args": ["grep", "Cpus_allowed_list", "/proc/self/status"], "cwd": "/",
         "env": ["PATH=/bin"], "user": {"uid": 0, "gid": 0}, "execCPUAffinity": {%s}}
        """
            .formatted(affinity));
    return bundle.oci("exec", "--process", process.toString(), "bound");
  }
}
