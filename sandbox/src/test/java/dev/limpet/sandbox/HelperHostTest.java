package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import dev.limpet.linux.OsString;
import dev.limpet.linux.ProcessExited;
import dev.limpet.linux.ProgramStarted;
import dev.limpet.linux.WaitStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process that runs helpers, over a kernel in memory. */
class HelperHostTest {
  private static final Helper MAPPER =
      new Helper("/usr/bin/true", List.of("true", Helper.PID, "0"), Helper.ENDS);

  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);
  private final int[] requests = new int[2];
  private final int[] answers = new int[2];

  private void pipes() {
    kernel.pipe2(requests, Flags.O_CLOEXEC);
    kernel.pipe2(answers, Flags.O_CLOEXEC);
  }

  /** As the launcher's child has them: the guest's process holds the other ends. */
  private void asks(String pid) {
    pipes();
    kernel.nextCloneIsChild();
    kernel.clone(Flags.SIGCHLD);
    byte[] bytes = OsString.encode(pid);
    kernel.write(requests[1], bytes, 0, bytes.length);
    kernel.close(requests[1]);
    kernel.close(answers[0]);
  }

  @Test
  void helperGetsTheProcessAndNothingOfTheCallers() {
    kernel.rt_sigaction(Flags.SIGPIPE, Flags.SIG_IGN);
    asks("4711");
    kernel.nextCloneIsChild();
    ProgramStarted started =
        assertThrows(
            ProgramStarted.class,
            () -> new HelperHost(kernel, List.of(MAPPER), null).run(requests[0], answers[1]));
    assertEquals("/usr/bin/true", started.path());
    assertEquals(List.of("true", "4711", "0"), started.arguments());
    assertEquals(List.of(), started.environment());
    assertEquals(List.of(0, 1, 2), kernel.openDescriptors());
    assertEquals(Flags.SIG_DFL, kernel.disposition(Flags.SIGPIPE));
    assertTrue(kernel.transcript().toString().contains("PR_SET_PDEATHSIG, 9"));
  }

  @Test
  void programThatCannotBeExecutedSaysSo() {
    asks("4711");
    kernel.nextCloneIsChild();
    Helper missing = new Helper("/usr/bin/nope", List.of("nope"), Helper.ENDS);
    assertThrows(
        ProcessExited.class,
        () -> new HelperHost(kernel, List.of(missing), null).run(requests[0], answers[1]));
    assertTrue(kernel.transcript().toString().contains("it cannot be executed: ENOENT"));
  }

  @Test
  void helpersWordsAreTheAnswerWhereItFails() {
    asks("4711");
    kernel.nextCloneIsParent();
    kernel.whenWaiting(() -> helperSays("newuidmap: no entry\nusage\n", 1));
    assertEquals(0, new HelperHost(kernel, List.of(MAPPER), null).run(requests[0], answers[1]));
    assertTrue(
        kernel
            .transcript()
            .toString()
            .contains("the box needs true: newuidmap: no entry; usage\""));
  }

  @Test
  void helperThatHasDoneItsWorkIsAnsweredWithReady() {
    asks("4711");
    kernel.nextCloneIsParent();
    kernel.whenWaiting(() -> helperSays("", 0));
    assertEquals(0, new HelperHost(kernel, List.of(MAPPER), null).run(requests[0], answers[1]));
    assertTrue(kernel.transcript().toString().contains("\"ready\""));
  }

  /** The only child writes to its standard error and ends. */
  private void helperSays(String text, int code) {
    int messages = 5;
    kernel.otherWrites(messages, OsString.encode(text));
    kernel.otherCloses(messages);
    kernel.otherCloses(7);
    kernel.childEnds(kernel.lastChild(), WaitStatus.exited(code));
  }

  @Test
  void hostWhoseLauncherHasEndedEnds() {
    pipes();
    kernel.close(requests[1]);
    assertEquals(0, new HelperHost(kernel, List.of(MAPPER), null).run(requests[0], answers[1]));
    assertFalse(kernel.transcript().toString().contains("clone"));
  }

  @Test
  void guestHearsWhatWentWrong() {
    kernel.link("/proc/self", "4711");
    kernel.nextCloneIsParent();
    Companion companion = Companion.start(kernel, List.of(MAPPER), null);
    kernel.otherWrites(5, OsString.encode("the box needs x: no"));
    RefusedException e = assertThrows(RefusedException.class, companion::ask);
    assertEquals("the box needs x: no", e.getMessage());
    kernel.otherWrites(5, OsString.encode("ready"));
    companion.ask();
    kernel.otherCloses(5);
    e = assertThrows(RefusedException.class, companion::ask);
    assertTrue(String.valueOf(e.getMessage()).contains("was killed"));
    kernel.childEnds(kernel.lastChild(), WaitStatus.exited(0));
    companion.end();
    kernel.checkClean();
  }

  @Test
  void programIsNotTakenFromRelativePartsOfThePath() {
    kernel.file("/opt/tool", 0755, "").file("/usr/bin/tool", 0644, "");
    kernel.chdir("/opt");
    assertNull(HostPrograms.find(kernel, ":.:opt::", "tool"));
    assertEquals("/opt/tool", HostPrograms.find(kernel, "/usr/bin:/opt", "tool"));
    assertEquals("/usr/bin/true", HostPrograms.find(kernel, null, "true"));
  }
}
