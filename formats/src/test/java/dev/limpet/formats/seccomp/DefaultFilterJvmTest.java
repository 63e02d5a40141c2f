package dev.limpet.formats.seccomp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The default profile: its text, and the programs made of it, which are checked in. */
class DefaultFilterJvmTest {
  private static final Path SOURCE =
      Path.of("src/main/java/dev/limpet/formats/seccomp/DefaultFilter.java");
  private static final int ALLOW = 0x7fff0000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final int KILL = 0x80000000;

  private final SeccompProfile profile = Profiles.byDefault();

  @Test
  void checkedInProgramIsWhatTheCompilerMakesOfTheProfile() throws IOException {
    String expected = FilterSource.ofDefault(profile);
    if (!expected.equals(Files.readString(SOURCE))) {
      Path renewed = Files.writeString(Path.of("target/DefaultFilter.java"), expected);
      fail("the profile changed: cp formats/" + renewed + " formats/" + SOURCE);
    }
    for (Architecture architecture : Architecture.values()) {
      assertArrayEquals(
          SeccompCompiler.compile(profile, architecture), DefaultFilter.program(architecture));
    }
  }

  @Test
  void programAgreesWithTheRulesForEveryNumberAndArgument() {
    long[] values = {
      0,
      1,
      2,
      8,
      38,
      39,
      40,
      41,
      0x20000,
      0x20008,
      0x5412,
      0x5413,
      0x541c,
      0x10000000,
      0x02000000,
      0x7e020000,
      0x80,
      0x01200011,
      0xffffffffL,
      -1,
      0x100000000L,
      0x100000026L,
      0x100005412L,
      0x110000000L,
      0x100000008L,
    };
    int[] arches = {
      Architecture.X86_64.audit(), Architecture.AARCH64.audit(), 0x40000003, 0x40000028, 0,
    };
    int compared = 0;
    for (Architecture architecture : Architecture.values()) {
      long[] program = DefaultFilter.program(architecture);
      ProfileEvaluator rules = new ProfileEvaluator(profile, architecture);
      for (int nr : numbers()) {
        for (int arch : arches) {
          for (long value : values) {
            for (int index = 0; index < 2; index++) {
              long[] args = {index == 0 ? value : 3, index == 1 ? value : 5, 7, 11, 13, 17};
              int expected = rules.verdict(nr, arch, args);
              int actual = BpfInterpreter.run(program, SeccompData.words(nr, arch, args));
              if (expected != actual) {
                fail(architecture + " nr " + nr + " value " + value + ": " + actual);
              }
              compared++;
            }
          }
        }
      }
    }
    assertTrue(compared > 500_000, "only " + compared);
  }

  private static List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>(List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE));
    for (int nr = 0; nr < 1100; nr++) {
      numbers.add(nr);
      numbers.add(0x40000000 + nr);
    }
    return numbers;
  }

  @Test
  void everySystemCallOfTheTablesStandsInTheProfile() {
    TreeSet<String> left = new TreeSet<>(Architecture.X86_64.syscalls().numbers().keySet());
    left.addAll(Architecture.AARCH64.syscalls().numbers().keySet());
    TreeSet<String> unknown = new TreeSet<>();
    for (SeccompSyscall rule : profile.syscalls()) {
      for (String name : rule.names()) {
        if (!left.contains(name) && !known(name)) {
          unknown.add(name);
        }
      }
    }
    for (SeccompSyscall rule : profile.syscalls()) {
      left.removeAll(rule.names());
    }
    assertEquals("[]", left.toString());
    assertEquals("[]", unknown.toString());
  }

  private static boolean known(String name) {
    return Architecture.X86_64.syscalls().number(name) >= 0
        || Architecture.AARCH64.syscalls().number(name) >= 0;
  }

  @Test
  void knownEscapesAreClosed() {
    assertEquals(EPERM, x86("ioctl", 0, 0x5412));
    assertEquals(EPERM, x86("ioctl", 0, 0x100005412L)); // CVE-2019-10063: bits above 32 are ignored
    assertEquals(EPERM, x86("ioctl", 0, 0x541c));
    assertEquals(ALLOW, x86("ioctl", 0, 0x5413)); // TIOCGWINSZ
    assertEquals(EPERM, x86("socket", 40)); // AF_VSOCK
    assertEquals(EPERM, x86("socket", 0x100000028L));
    assertEquals(EPERM, x86("socket", 38)); // AF_ALG
    assertEquals(ALLOW, x86("socket", 39));
    assertEquals(ALLOW, x86("socket", 2));
    assertEquals(ALLOW, x86("clone", 0x01200011)); // fork of glibc
    assertEquals(ALLOW, x86("clone", 0x3d0f00)); // a thread
    assertEquals(EPERM, x86("clone", 0x10000011)); // CLONE_NEWUSER
    assertEquals(EPERM, x86("clone", 0x00020011)); // CLONE_NEWNS
    assertEquals(ENOSYS, x86("clone3", 0));
    assertEquals(EPERM, x86("unshare", 0x10000000));
    assertEquals(ALLOW, x86("personality", 0xffffffffL));
    assertEquals(EPERM, x86("personality", 0x0040000)); // ADDR_NO_RANDOMIZE
    for (String name : List.of("mount", "keyctl", "bpf", "io_uring_setup", "userfaultfd")) {
      assertEquals(EPERM, x86(name));
    }
    assertEquals(KILL, BpfInterpreter.run(program(), SeccompData.words(0, 0x40000003)));
    assertEquals(ENOSYS, BpfInterpreter.run(program(), SeccompData.words(470, 0xc000003e)));
  }

  private static long[] program() {
    return DefaultFilter.program(Architecture.X86_64);
  }

  private static int x86(String name, long... args) {
    int number = Architecture.X86_64.syscalls().number(name);
    assertTrue(number >= 0, name);
    return BpfInterpreter.run(
        program(), SeccompData.words(number, Architecture.X86_64.audit(), args));
  }

  @Test
  void programIsShort() {
    // The kernel tries it for every number when it is loaded, so its length costs start time.
    assertTrue(program().length < 220, () -> program().length + " instructions");
  }
}
