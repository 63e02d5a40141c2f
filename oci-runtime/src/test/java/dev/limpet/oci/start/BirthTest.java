package dev.limpet.oci.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.oci.Process;
import dev.limpet.formats.runtimespec.ProcessReader;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.ProcessExited;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.oci.cgroup.ContainerCgroup;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a container's first process and the runtime say to each other. */
class BirthTest {
  private final FakeKernel kernel = FakeKernel.asRoot();
  private final Channel[] ends = Channel.pair(kernel);
  private final Channel runtime = ends[0];
  private final List<String> done = new ArrayList<>();

  /** A step that only tells that it was done, or fails. */
  private record Told(List<String> done, String name, int errno) implements Step.Furnish {
    @Override
    public void furnish(Kernel kernel) {
      if (errno == Errno.ENOENT) {
        throw Programs.refusal(name, errno);
      }
      if (errno != 0) {
        throw new ErrnoException("call", name, errno);
      }
      done.add(name);
    }

    @Override
    public String text() {
      return "do " + name;
    }

    @Override
    public String hint(int code) {
      return "";
    }
  }

  private List<Step> step(String name, int errno) {
    return List.of(new Told(done, name, errno));
  }

  private Birth birth(boolean hooks, int errno) {
    Birth.Script script =
        new Birth.Script(
            "/b",
            0,
            false,
            false,
            step("name", 0),
            step("furnish", 0),
            hooks,
            List.of(),
            step("enter", errno),
            step("prepare", 0),
            List.of(),
            List.of(),
            state -> step("finish " + state, 0),
            Process.NONE,
            0);
    Cgroups cgroups = new Cgroups(kernel);
    return new Birth(kernel, script, cgroups.entrance(ContainerCgroup.NONE, 0), ends[1], 99);
  }

  private void admit() {
    runtime.send("");
    runtime.send("{}");
  }

  private void told(String... words) {
    for (String word : words) {
      assertEquals(word, runtime.receive());
    }
  }

  @Test
  void itSaysHowFarItIsAndWaitsForTheRuntimesHooks() {
    admit();
    runtime.send(Birth.GO);
    // Sockets with names are not played: that is where it waits to be started.
    assertThrows(AssertionError.class, birth(true, 0)::run);
    told(Birth.HOOKS, Birth.READY);
    assertNull(runtime.receive());
    assertEquals(List.of("name", "furnish", "enter", "prepare"), done);
    runtime.close();
    kernel.checkClean();
  }

  @Test
  void withoutHooksItDoesNotWaitForAny() {
    admit();
    assertThrows(AssertionError.class, birth(false, 0)::run);
    told(Birth.READY);
  }

  @Test
  void onlyWhatIsItsOwnIsDoneBeforeTheRuntimeSpeaks() {
    runtime.close();
    ProcessExited exited = assertThrows(ProcessExited.class, birth(false, 0)::run);
    assertEquals(ExitCode.FAILURE, exited.code());
    assertEquals(List.of("name"), done);
  }

  @Test
  void runtimeThatDiesDuringItsHooksEndsIt() {
    admit();
    Birth birth = birth(true, 0);
    assertThrows(AssertionError.class, birth::run);
    told(Birth.HOOKS);
    assertEquals(List.of("name", "furnish"), done);
  }

  @Test
  void failureIsToldWithItsCode() {
    admit();
    assertEquals(ExitCode.FAILURE, birth(false, Errno.EPERM).run());
    String said = String.valueOf(runtime.receive());
    assertTrue(said.startsWith(Birth.FAILED), said);
    RefusedException refused = Refusal.heard(said.substring(Birth.FAILED.length()));
    assertEquals("do enter: EPERM from call", refused.getMessage());
    assertEquals(ExitCode.FAILURE, refused.exitCode());
    assertEquals(List.of("name", "furnish"), done);
  }

  @Test
  void programThatIsNotThereHasACodeOfItsOwn() {
    admit();
    birth(false, Errno.ENOENT).run();
    String said = String.valueOf(runtime.receive());
    assertEquals(
        "failed 127 exec enter: executable file not found in $PATH of the container", said);
  }

  @Test
  void programIsLookedForAsItsUserWillSeeIt() {
    kernel.file("/usr/bin/plain", 0644, "").file("/sbin/tool", 0755, "").directory("/usr/bin/tool");
    assertEquals("/sbin/tool", Programs.find(kernel, process("tool")));
    assertEquals(ExitCode.NOT_EXECUTABLE, refused("plain").exitCode());
    assertEquals(ExitCode.NOT_FOUND, refused("absent").exitCode());
    assertEquals(
        "exec /absent: no such file or directory in the container",
        refused("/absent").getMessage());
    assertEquals(ExitCode.NOT_EXECUTABLE, refused("/usr").exitCode());
  }

  private static Process process(String program) {
    return ProcessReader.read(
        "{\"args\":[\"" + program + "\"],\"cwd\":\"/\",\"env\":[\"PATH=/usr/bin:/sbin\"]}");
  }

  private RefusedException refused(String program) {
    return assertThrows(RefusedException.class, () -> Programs.find(kernel, process(program)));
  }
}
