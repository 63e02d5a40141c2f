package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FdTest {
  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);

  @Test
  void descriptorIsClosedOnce() {
    Fd fd = Fd.open(kernel, "/etc/passwd", Flags.O_RDONLY);
    assertEquals(Flags.FD_CLOEXEC, kernel.fcntl(fd.number(), Flags.F_GETFD, 0));
    fd.close();
    fd.close();
    kernel.checkNoOpenFds();
    assertThrows(IllegalStateException.class, fd::number);
  }

  @Test
  void releasedDescriptorStaysOpen() {
    Fd fd = Fd.open(kernel, "/etc/passwd", Flags.O_RDONLY);
    int number = fd.release();
    fd.close();
    assertThrows(AssertionError.class, kernel::checkNoOpenFds);
    kernel.close(number);
  }

  @Test
  void shortReadsAreJoined() {
    kernel.nextCloneIsParent();
    int[] pipe = new int[2];
    kernel.pipe2(pipe, 0);
    byte[] bytes = new byte[9000];
    Arrays.fill(bytes, (byte) 'x');
    kernel.otherWrites(pipe[0], bytes);
    kernel.close(pipe[1]);
    kernel.failNext("read", Errno.EINTR);
    assertEquals(9000, new Fd(kernel, pipe[0]).readAll(9000).length);
  }

  @Test
  void emptyFileIsRead() {
    kernel.file("/etc/empty", 0644, "");
    Fd fd = Fd.open(kernel, "/etc/empty", Flags.O_RDONLY);
    assertEquals(0, fd.readAll(0).length);
    fd.close();
    assertTrue(kernel.transcript().contains("read(3, 1) = 0"));
  }
}
