package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StdioTest {
  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);
  private final Stdio stdio = new Stdio(kernel);

  @Test
  void textGoesToItsDescriptor() {
    assertTrue(stdio.out("café\n"));
    assertTrue(stdio.err("trouble\udcff\n"));
    assertEquals("café\n", kernel.standardOutput());
    assertEquals("trouble\udcff\n", kernel.standardError());
  }

  @Test
  void interruptedWriteGoesOn() {
    kernel.failNext("write", Errno.EINTR);
    assertTrue(stdio.out("whole"));
    assertEquals("whole", kernel.standardOutput());
    kernel.checkClean();
  }

  @Test
  void writeToATerminalThatSomebodyMadeNonBlockingWaits() {
    kernel.failNext("write", Errno.EAGAIN);
    assertTrue(stdio.out("whole"));
    assertEquals("whole", kernel.standardOutput());
  }

  @Test
  void readerThatWentAwayIsNoFailure() {
    kernel.failNext("write", Errno.EPIPE);
    assertFalse(stdio.out("lost"));
    assertEquals("", kernel.standardOutput());
  }

  @Test
  void closedOutputIsNoFailure() {
    kernel.close(1);
    assertFalse(stdio.out("lost"));
    kernel.close(2);
    assertFalse(stdio.err("lost"));
  }

  @Test
  void outputThatIsLostIsAFailureAndAnErrorMessageThatIsLostIsNot() {
    kernel.failNext("write", Errno.ENOSPC);
    assertThrows(ErrnoException.class, () -> stdio.out("lost"));
    kernel.failNext("write", Errno.EIO);
    assertFalse(stdio.err("lost"));
  }

  @Test
  void textThatStandsForNoBytesIsMended() {
    assertTrue(stdio.err("a\ud800b\udce9"));
    assertEquals("a?b\udce9", kernel.standardError());
  }

  @Test
  void inputIsReadToItsEndWithinItsLimit() {
    String input = "line\n".repeat(3000);
    kernel.standardInput(input);
    assertEquals(input, OsString.decode(stdio.in(15_000)));
    kernel.standardInput(input);
  }

  @Test
  void inputThatIsTooLongIsRefused() {
    kernel.standardInput("12345");
    ErrnoException e = assertThrows(ErrnoException.class, () -> stdio.in(4));
    assertEquals(Errno.EFBIG, e.errno());
  }
}
