package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.Errno;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullMainTest {
  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);

  private int run(String... words) {
    return FullMain.run(kernel, List.of(words));
  }

  private void assertRefused(String mentions, String... words) {
    assertEquals(125, run(words));
    String said = kernel.standardError();
    assertTrue(said.startsWith("limpet: ") && said.contains(mentions), said);
    assertEquals(said.length() - 1, said.indexOf('\n'), said);
    assertEquals("", kernel.standardOutput());
  }

  @Test
  void helpIsPrinted() {
    assertEquals(0, run("--help"));
    assertEquals(HelpText.LIMPET, kernel.standardOutput());
  }

  @Test
  void helpOfAVerbIsPrinted() {
    assertEquals(0, run("help", "run"));
    assertEquals(0, run("run", "--help"));
    assertEquals(HelpText.RUN + HelpText.RUN, kernel.standardOutput());
  }

  @Test
  void versionIsPrinted() {
    assertEquals(0, run("--version"));
    assertEquals("limpet " + VersionCommand.VERSION + "\n", kernel.standardOutput());
  }

  @Test
  void noVerbIsRefused() {
    assertRefused("no verb is given");
  }

  @Test
  void mistypedVerbGetsTheNearest() {
    assertRefused("did you mean run?", "rnu");
  }

  @Test
  void helpForNoVerbIsRefused() {
    assertRefused("no verb other: see limpet help", "help", "other");
  }

  @Test
  void wordsTooManyAreRefused() {
    assertRefused("one verb at a time", "help", "run", "build");
  }

  @Test
  void versionStandsAlone() {
    assertRefused("extra", "version", "extra");
  }

  @Test
  void messagesStayOnTheirLine() {
    assertRefused("no verb a\\nlimpet: b\\x1b[2J: see", "a\nlimpet: b\u001b[2J");
  }

  @Test
  void outputThatNobodyCanGetIsAFailure() {
    kernel.close(1);
    assertEquals(125, run("--version"));
  }

  @Test
  void badOptionsAreRefusedOnce() {
    assertRefused("--rootfs has no value", "run", "--rootfs");
  }

  @Test
  void outputThatIsLostIsAFailure() {
    kernel.failNext("write", Errno.ENOSPC);
    assertEquals(125, run("--help"));
    assertTrue(kernel.standardError().contains("ENOSPC"), kernel.standardError());
  }

  @Test
  void rootThatIsNotThereIsNamed() {
    kernel.file("/proc/self/mounts", 0444, "x / ext4 rw 0 0\n");
    assertRefused("/no/such", "run", "--rootfs", "/no/such", "true");
  }

  @Test
  void rootThatIsAFileIsNamed() {
    kernel.file("/proc/self/mounts", 0444, "x / ext4 rw 0 0\n");
    assertRefused("it is no directory", "run", "--rootfs", "/etc/passwd", "true");
  }

  @Test
  void namespacesThatAreRefusedAreOneLine() {
    kernel.file("/proc/self/mounts", 0444, "x / ext4 rw 0 0\n");
    kernel.failNext("clone", Errno.EPERM);
    assertRefused("make the namespaces: EPERM", "run", "true");
  }

  @Test
  void dryRunPrintsThePlanAndStartsNothing() {
    kernel.file("/proc/self/mounts", 0444, "x / ext4 rw 0 0\ny /home ext4 rw 0 0\n");
    assertEquals(0, run("run", "--dry-run", "--vol", "/var", "/mnt", "--", "touch", "a b"));
    String said = kernel.standardOutput();
    assertTrue(said.contains("mount /var on /mnt, writable\n"), said);
    assertTrue(said.contains("hide what the host mounts on /home\n"), said);
    assertTrue(said.contains("execute touch 'a b'\n"), said);
    assertTrue(said.contains("opens: --vol /var /mnt: the box may read and change /var"), said);
    assertEquals(0, kernel.newNamespaces() & Flags.CLONE_NEWUSER);
  }
}
