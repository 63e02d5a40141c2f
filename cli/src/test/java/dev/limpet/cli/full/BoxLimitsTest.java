package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.cli.UsageException;
import dev.limpet.formats.oci.Resources;
import dev.limpet.linux.FakeKernel;
import dev.limpet.sandbox.cgroup.Arrangement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --memory}, {@code --cpus} and {@code --pids}, from the words to the plan. */
class BoxLimitsTest {
  private final FakeKernel kernel =
      FakeKernel.asUser(1000, 1000)
          .file("/proc/self/mounts", 0444, "x / ext4 rw 0 0\n")
          .file("/proc/self/cgroup", 0444, "")
          .file("/proc/self/mountinfo", 0444, "");

  private static BoxLimits parse(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("true");
    return FullOptions.parse("run", all).limits();
  }

  private static void assertRefused(String mentions, String... words) {
    UsageException e = assertThrows(UsageException.class, () -> parse(words));
    assertTrue(String.valueOf(e.getMessage()).contains(mentions), e.getMessage());
  }

  @Test
  void limitsAreReadAndGoIntoTheWordsOfTheSpecification() {
    BoxLimits limits = parse("--memory", "64m", "--cpus=1.5", "--pids", "7");
    assertEquals(new BoxLimits(64L << 20, 1500L, 7L), limits);
    assertEquals(
        new Resources(
            new Resources.Memory(64 << 20, 64 << 20),
            new Resources.Cpu(150_000, 100_000),
            new Resources.Pids(7)),
        limits.resources());
    assertTrue(parse().isEmpty());
  }

  @Test
  void processorsAreNumbersOfUpToThreePlaces() {
    for (String good : List.of("0.01", "0.5", "2", "1.25", "0.125", "1000")) {
      assertEquals(good, BoxLimits.cpus(BoxLimits.cpus("--cpus", good)));
    }
    for (String bad :
        List.of("", ".5", "1.", "-1", "0", "0.009", "1000.1", "1e3", "1.2345", "one", "0x1")) {
      assertRefused("--cpus", "--cpus", bad);
    }
  }

  @Test
  void memoryIsAtLeastAPage() {
    assertRefused("1m is the least", "--memory", "1048575");
    assertRefused("no size", "--memory", "lots");
    assertRefused("--pids 0", "--pids", "0");
    assertRefused("--memory is given twice", "--memory", "1m", "--memory", "2m");
    assertRefused("--cpus is given twice: 1 and 0.5", "--cpus", "1", "--cpus", "0.5");
  }

  @Test
  void whatCannotBeHeldIsOneLineThatSaysWhatToDo() {
    kernel.cgroups(true, "/cg", "memory", "cpu", "pids").inCgroup("/cg/session", 0, 77);
    assertEquals(0, run("--memory", "64m", "--cpus", "0.5", "--pids", "5"));
    String plan = kernel.standardOutput();
    assertTrue(
        plan.startsWith(
            "not held: --memory 64m holds for each process, not for all together, --cpus 0.5 is"
                + " not held: no cgroup with these controllers is yours to divide: run it as"
                + " systemd-run --user --scope -p Delegate=yes limpet ...\n"),
        plan);
    assertTrue(plan.contains("\nset RLIMIT_DATA to 67108864\nset RLIMIT_NPROC to 6\n"), plan);
  }

  @Test
  void rootWithoutSystemdIsToldWhatToDo() {
    String said = ShortfallText.reason(Arrangement.Reason.NOT_ALONE, true);
    assertTrue(said.contains("shares its cgroup"), said);
    assertTrue(
        said.endsWith("echo +cpu +memory +pids >/sys/fs/cgroup/cgroup.subtree_control"), said);
    assertTrue(
        ShortfallText.reason(Arrangement.Reason.NOT_ALONE, false)
            .endsWith("systemd-run --user --scope -p Delegate=yes limpet ..."));
  }

  @Test
  void cgroupIsInThePlan() {
    kernel.cgroups(false, "/m", "memory").inCgroup("/m/mine", 1000);
    assertEquals(0, run("--memory", "1m"));
    String plan = kernel.standardOutput();
    assertTrue(plan.startsWith("make the cgroup /m/mine/limpet-1000-"), plan);
    assertTrue(plan.contains(", memory.limit_in_bytes 1048576, memory.memsw.limit_in"), plan);
    assertTrue(plan.contains("\njoin the cgroup /m/mine/limpet-1000-"), plan);
    assertTrue(plan.contains("\nmake a cgroup namespace\nmap user 1000"), plan);
  }

  private int run(String... limits) {
    List<String> words = new ArrayList<>(List.of("run", "--dry-run"));
    words.addAll(List.of(limits));
    words.add("true");
    int code = FullMain.run(kernel, words);
    assertEquals("", kernel.standardError());
    kernel.checkClean();
    return code;
  }
}
