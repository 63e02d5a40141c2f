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
  private static final int SYSTEM_CALLS = 130;
  private static final long RESIDENT_KIB = 1536;

  @Test
  void binaryIsSmallAndNeedsNoLibrary() throws IOException {
    assertTrue(Files.size(Limpet.binary()) <= BINARY_BYTES, Files.size(Limpet.binary()) + " bytes");
    assertEquals(
        "", Limpet.host("sh", "-c", "grep -c ld-linux " + Limpet.binary() + " | grep -v ^0").out());
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
      before++;
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
    long kib = Long.parseLong(high.replaceAll("[^0-9]", ""));
    assertTrue(kib <= RESIDENT_KIB, high);
  }

  @Test
  void noPathOfTheBuildMachineIsInTheBinary() throws IOException {
    String text = Files.readString(Limpet.binary(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertFalse(text.contains(System.getProperty("limpet.root", "/nowhere")), "a build path");
  }
}
