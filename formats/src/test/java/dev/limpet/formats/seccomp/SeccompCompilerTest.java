package dev.limpet.formats.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompOperator;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeccompCompilerTest {
  private static final int ALLOW = 0x7fff0000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final int KILL = 0x80000000;
  private static final int X86_64 = Architecture.X86_64.audit();
  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int OPEN = 2;

  private static final long[] EDGES = {
    0,
    1,
    2,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    0x100000000L,
    0x100000001L,
    0x500000000L,
    0x4ffffffffL,
    0x500000001L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -2,
    -1,
  };

  private static SeccompProfile refusing(SeccompSyscall... rules) {
    return new SeccompProfile(SeccompAction.SCMP_ACT_ERRNO, 1, List.of(rules));
  }

  private static SeccompSyscall allow(String name, SeccompArg... args) {
    return new SeccompSyscall(List.of(name), SeccompAction.SCMP_ACT_ALLOW, 0, List.of(args));
  }

  private static int run(SeccompProfile profile, int nr, int arch, long... args) {
    return BpfInterpreter.run(
        SeccompCompiler.compile(profile, Architecture.X86_64), SeccompData.words(nr, arch, args));
  }

  @Test
  void whatIsNamedIsAllowedAndTheRestRefused() {
    SeccompProfile profile = refusing(allow("read"), allow("open"));
    assertEquals(ALLOW, run(profile, READ, X86_64));
    assertEquals(EPERM, run(profile, WRITE, X86_64));
    assertEquals(ALLOW, run(profile, OPEN, X86_64));
  }

  @Test
  void numbersAboveTheProfileDoNotExist() {
    SeccompProfile profile = refusing(allow("read"), allow("open"));
    assertEquals(ENOSYS, run(profile, OPEN + 1, X86_64));
    assertEquals(ENOSYS, run(profile, 100_000, X86_64));
    assertEquals(ENOSYS, run(profile, -1, X86_64));
  }

  @Test
  void callsOfForeignAbisAreNotServed() {
    SeccompProfile everything = new SeccompProfile(SeccompAction.SCMP_ACT_ALLOW, 0, List.of());
    assertEquals(ALLOW, run(everything, READ, X86_64));
    assertEquals(KILL, run(everything, READ, 0x40000003)); // AUDIT_ARCH_I386
    assertEquals(ENOSYS, run(everything, 0x40000000 | READ, X86_64)); // x32
  }

  @Test
  void namesThatTheArchitectureLacksAreSkipped() {
    long[] filter =
        SeccompCompiler.compile(refusing(allow("open"), allow("read")), Architecture.AARCH64);
    int arch = Architecture.AARCH64.audit();
    assertEquals(ALLOW, BpfInterpreter.run(filter, SeccompData.words(63, arch)));
    assertEquals(EPERM, BpfInterpreter.run(filter, SeccompData.words(62, arch)));
    assertEquals(KILL, BpfInterpreter.run(filter, SeccompData.words(63, X86_64)));
  }

  @Test
  void everyComparisonIsRightAtEveryEdge() {
    for (SeccompOperator op : SeccompOperator.values()) {
      for (long value : EDGES) {
        for (long two : op == SeccompOperator.SCMP_CMP_MASKED_EQ ? EDGES : new long[] {0}) {
          SeccompProfile profile = refusing(allow("read", new SeccompArg(5, value, two, op)));
          long[] filter = SeccompCompiler.compile(profile, Architecture.X86_64);
          ProfileEvaluator rules = new ProfileEvaluator(profile, Architecture.X86_64);
          for (long actual : EDGES) {
            long[] args = {0, 0, 0, 0, 0, actual};
            assertEquals(
                rules.verdict(READ, X86_64, args),
                BpfInterpreter.run(filter, SeccompData.words(READ, X86_64, args)),
                () -> op + " " + Long.toHexString(value) + " of " + Long.toHexString(actual));
          }
        }
      }
    }
  }

  @Test
  void allConditionsOfARuleMustHold() {
    SeccompProfile profile =
        refusing(
            allow(
                "read",
                new SeccompArg(0, 5, 0, SeccompOperator.SCMP_CMP_EQ),
                new SeccompArg(1, 7, 0, SeccompOperator.SCMP_CMP_GT)));
    assertEquals(ALLOW, run(profile, READ, X86_64, 5, 8));
    assertEquals(EPERM, run(profile, READ, X86_64, 5, 7));
    assertEquals(EPERM, run(profile, READ, X86_64, 4, 8));
  }

  @Test
  void firstMatchingRuleHolds() {
    SeccompProfile profile =
        refusing(
            new SeccompSyscall(
                List.of("read"),
                SeccompAction.SCMP_ACT_ERRNO,
                38,
                List.of(new SeccompArg(0, 1, 0, SeccompOperator.SCMP_CMP_EQ))),
            allow("read"),
            new SeccompSyscall(List.of("read"), SeccompAction.SCMP_ACT_KILL_PROCESS, 0, List.of()));
    assertEquals(ENOSYS, run(profile, READ, X86_64, 1));
    assertEquals(ALLOW, run(profile, READ, X86_64, 2));
  }

  @Test
  void hundredsOfConditionsAreBeyondAJumpsReachAndStillRight() {
    List<SeccompSyscall> rules = new ArrayList<>();
    for (int value = 0; value < 400; value++) {
      rules.add(allow("open", new SeccompArg(0, 3L * value, 0, SeccompOperator.SCMP_CMP_EQ)));
    }
    rules.add(allow("read"));
    SeccompProfile profile = new SeccompProfile(SeccompAction.SCMP_ACT_ERRNO, 1, rules);
    long[] filter = SeccompCompiler.compile(profile, Architecture.X86_64);
    for (int value = 0; value < 1210; value++) {
      int expected = value % 3 == 0 && value < 1200 ? ALLOW : EPERM;
      assertEquals(expected, BpfInterpreter.run(filter, SeccompData.words(OPEN, X86_64, value)));
    }
    assertEquals(ALLOW, BpfInterpreter.run(filter, SeccompData.words(READ, X86_64)));
    assertEquals(EPERM, BpfInterpreter.run(filter, SeccompData.words(WRITE, X86_64)));
  }

  @Test
  void programTooLongForTheKernelIsRefused() {
    List<SeccompSyscall> rules = new ArrayList<>();
    for (int value = 0; value < 2000; value++) {
      rules.add(allow("open", new SeccompArg(0, value, 0, SeccompOperator.SCMP_CMP_EQ)));
    }
    SeccompProfile profile = new SeccompProfile(SeccompAction.SCMP_ACT_ERRNO, 1, rules);
    assertThrows(
        IllegalArgumentException.class,
        () -> SeccompCompiler.compile(profile, Architecture.X86_64));
  }
}
