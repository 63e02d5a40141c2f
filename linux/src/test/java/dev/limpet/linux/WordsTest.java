package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The small values: errno, signals, capabilities, wait status, sock_filter, exit codes. */
class WordsTest {
  @Test
  void errnoHasItsName() {
    assertEquals("EPERM", Errno.name(1));
    assertEquals("EHWPOISON", Errno.name(133));
    assertEquals("errno 4711", Errno.name(4711));
    assertEquals("permission denied", Errno.message(Errno.EACCES));
    assertEquals("EBADMSG", Errno.message(Errno.EBADMSG));
  }

  @Test
  void failureSaysWhatToWhatAndWhy() {
    assertEquals(
        "mount proc on /proc: EPERM",
        new ErrnoException("mount", "proc on /proc", Errno.EPERM).getMessage());
    assertEquals("fork: EAGAIN", new ErrnoException("fork", "", Errno.EAGAIN).getMessage());
  }

  @Test
  void signalIsNumberedByAnyOfItsNames() {
    assertEquals(Flags.SIGTERM, Signals.number("SIGTERM"));
    assertEquals(Flags.SIGTERM, Signals.number("TERM"));
    assertEquals(Flags.SIGTERM, Signals.number("15"));
    assertEquals(64, Signals.number("64"));
    for (String wrong : new String[] {"", "0", "65", "-1", "NOPE", "1x", "99999999999"}) {
      assertEquals(-1, Signals.number(wrong));
    }
    assertEquals("SIGSYS", Signals.name(31));
    assertEquals("signal 34", Signals.name(34));
  }

  @Test
  void setOfSignalsHasABitForEach() {
    long set = Signals.set(Flags.SIGHUP, 64);
    assertEquals(0x8000000000000001L, set);
    assertTrue(Signals.contains(set, 64));
    assertFalse(Signals.contains(set, Flags.SIGINT));
  }

  @Test
  void capabilityIsNumberedByItsName() {
    assertEquals(21, Capabilities.number("CAP_SYS_ADMIN"));
    assertEquals(40, Capabilities.number("CAP_CHECKPOINT_RESTORE"));
    assertEquals(Capabilities.COUNT - 1, Capabilities.number(Capabilities.name(40)));
    assertEquals(-1, Capabilities.number("CAP_NOPE"));
    assertEquals("capability 41", Capabilities.name(41));
  }

  @Test
  void exitCodeIsTheGuestsOwnOrThatOfItsSignal() {
    assertEquals(42, WaitStatus.exited(42).exitCode());
    assertEquals(255, WaitStatus.exited(-1).exitCode());
    assertEquals(137, WaitStatus.signaled(Flags.SIGKILL).exitCode());
    int coreDumped = 0x80 | Flags.SIGSEGV;
    assertEquals(139, new WaitStatus(coreDumped).exitCode());
    WaitStatus stopped = new WaitStatus(Flags.SIGSTOP << 8 | 0x7f);
    assertTrue(stopped.isStopped());
    assertFalse(stopped.isSignaled());
    assertFalse(stopped.isExited());
    assertEquals(Flags.SIGSTOP, stopped.signal());
  }

  @Test
  void exitCodeOfAProgramThatDidNotStartSaysWhy() {
    assertEquals(127, ExitCode.ofExecve(Errno.ENOENT));
    assertEquals(126, ExitCode.ofExecve(Errno.EACCES));
    assertEquals(143, ExitCode.ofSignal(Flags.SIGTERM));
  }

  @Test
  void instructionIsPackedAsItLiesInMemory() {
    long instruction = SockFilter.pack(0x15, 2, 255, 0xc000003e);
    assertEquals(0xc000003eff020015L, instruction);
    assertEquals(0x15, SockFilter.code(instruction));
    assertEquals(2, SockFilter.jt(instruction));
    assertEquals(255, SockFilter.jf(instruction));
    assertEquals(0xc000003e, SockFilter.k(instruction));
    assertThrows(IllegalArgumentException.class, () -> SockFilter.pack(0x15, 256, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> SockFilter.pack(-1, 0, 0, 0));
  }

  @Test
  void openFlagsOfAarch64ArePermutedAndBack() {
    long flags = Flags.O_DIRECTORY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC | Flags.O_PATH;
    assertEquals(0x4000 | 0x8000 | 0x80000 | 0x200000, OpenFlags.toArm(flags));
    for (int bit = 0; bit < 31; bit++) {
      assertEquals(1L << bit, OpenFlags.fromArm(OpenFlags.toArm(1L << bit)));
    }
  }
}
