package dev.limpet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.Errno;
import dev.limpet.linux.FakeKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);

  private void assertHandedOver(String... words) {
    kernel.failNext("execve", Errno.ENOENT);
    assertEquals(125, Main.run(kernel, List.of(words)));
    String said = kernel.standardError();
    assertTrue(said.startsWith("limpet: this needs "), said);
    assertTrue(said.contains("limpet-full, which cannot be executed: ENOENT"), said);
  }

  @Test
  void whatOnlyTheFullProgramKnowsIsHandedOver() {
    assertHandedOver();
    assertHandedOver("--help");
    assertHandedOver("rnu");
    assertHandedOver("run", "--help");
    assertHandedOver("run", "--timeout", "1", "true");
    assertHandedOver("run", "--rootfs");
  }

  @Test
  void failureOfAPlainBoxIsOneLine() {
    kernel.file("/proc/self/mounts", 0444, "x / ext4 rw 0 0\n");
    kernel.failNext("clone", Errno.EPERM);
    assertEquals(125, Main.run(kernel, List.of("run", "true")));
    String said = kernel.standardError();
    assertTrue(said.startsWith("limpet: make the namespaces: EPERM"), said);
    assertEquals(said.length() - 1, said.indexOf('\n'), said);
  }
}
