package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Budgets that hold on any machine: size, system calls, memory. */
class BudgetIT {
  private static final long BINARY_BYTES = 500 * 1024;
  private static final int SYSTEM_CALLS = 150;
  private static final long RESIDENT_KIB = 1536;

  @Test
  void binaryIsSmallAndNeedsNoLibrary() throws IOException {
    assertTrue(Files.size(Limpet.binary()) <= BINARY_BYTES, Files.size(Limpet.binary()) + " bytes");
    for (String program : List.of("limpet", "limpet-full")) {
      String path = Limpet.binary().resolveSibling(program).toString();
      assertEquals("0\n", Limpet.host("grep", "-c", "ld-linux", path).out(), program);
    }
  }

  @Test
  void startTakesFewSystemCalls() throws IOException {
    Path trace = Scratch.directory("trace").resolve("trace");
    List<String> run = Limpet.command(Caller.SELF, "run", "--", "/bin/busybox", "true");
    Outcome outcome =
        Limpet.host("sh", "-c", "exec strace -f -qq -o " + trace + " " + Shell.quote(run));
    assertEquals(0, outcome.exit(), outcome.err());
    List<String> calls = Files.readAllLines(trace);
    // Up to the guest's execve, both processes of the launcher; the guest's own calls do not count.
    long before = 0;
    boolean executed = false;
    for (String call : calls) {
      if (call.contains("execve(\"/bin/busybox\"")) {
        executed = true;
        break;
      }
      if (!call.contains(" resumed>")) {
        before++;
      }
    }
    assertTrue(executed, "the guest was never executed");
    assertTrue(before <= SYSTEM_CALLS, before + " system calls before the guest");
  }

  @Test
  void launcherStaysSmallInMemory() throws Exception {
    Process launcher = Limpet.start(Caller.SELF, "run", "--", "sh", "-c", "echo ready; sleep 100");
    assertEquals('r', launcher.getInputStream().read());
    String status = Files.readString(Path.of("/proc/" + launcher.pid() + "/status"));
    launcher.destroyForcibly().waitFor();
    String high =
        status.lines().filter(line -> line.startsWith("VmHWM:")).findFirst().orElseThrow();
    assertTrue(kib(high) <= RESIDENT_KIB, high);
  }

  @Test
  void noCollectionBeforeTheGuest() throws Exception {
    // A collection happens only where the heap has been used up: 64 MiB, in one mapping with its
    // lists. The launcher lends its memory to the guest's process, so this is what both have used.
    Process launcher = Limpet.start(Caller.SELF, "run", "--", "sh", "-c", "echo ready; sleep 100");
    assertEquals('r', launcher.getInputStream().read());
    List<String> smaps = Files.readAllLines(Path.of("/proc/" + launcher.pid() + "/smaps"));
    launcher.destroyForcibly().waitFor();
    long heap = 0;
    long used = 0;
    boolean anonymous = false;
    for (String line : smaps) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        anonymous = line.matches(".* rw-p 0+ 00:00 0 *");
      } else if (anonymous && line.startsWith("Size:") && kib(line) > heap) {
        heap = kib(line);
        used = -1;
      } else if (anonymous && line.startsWith("Rss:") && used == -1) {
        used = kib(line);
      }
    }
    assertTrue(heap >= 64 << 10, "the heap was not found: " + heap + " KiB");
    assertTrue(used > 0 && used < 512, used + " KiB of heap used");
  }

  private static long kib(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  @Test
  void noPathOfTheBuildMachineIsInTheBinary() throws IOException {
    String text = Files.readString(Limpet.binary(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertFalse(text.contains(System.getProperty("limpet.root", "/nowhere")), "a build path");
  }
}
