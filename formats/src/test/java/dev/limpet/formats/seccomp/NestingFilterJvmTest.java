package dev.limpet.formats.seccomp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.oci.SeccompProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The profile of boxes that may hold boxes, and the programs made of it. */
class NestingFilterJvmTest {
  private static final Path SOURCE =
      Path.of("src/main/java/dev/limpet/formats/seccomp/NestingFilter.java");
  private static final int ALLOW = 0x7fff0000;

  private final SeccompProfile profile = Profiles.nesting();

  @Test
  void checkedInProgramIsWhatTheCompilerMakesOfTheProfile() throws IOException {
    String expected = FilterSource.ofNesting(profile);
    if (!expected.equals(Files.readString(SOURCE))) {
      Path renewed = Files.writeString(Path.of("target/NestingFilter.java"), expected);
      fail("the profile changed: cp formats/" + renewed + " formats/" + SOURCE);
    }
    for (Architecture architecture : Architecture.values()) {
      Seccomp.Program filter = (Seccomp.Program) NestingFilter.filter(architecture);
      assertArrayEquals(SeccompCompiler.compile(profile, architecture), filter.instructions());
    }
  }

  @Test
  void nothingIsOpenedBeyondWhatALimpetInTheBoxCalls() {
    for (Architecture architecture : Architecture.values()) {
      TreeSet<String> opened = new TreeSet<>();
      architecture
          .syscalls()
          .numbers()
          .forEach(
              (name, number) -> {
                // CLONE_NEWUSER, where the call has flags.
                int[] call = SeccompData.words(number, architecture.audit(), 0x10000000);
                int before = BpfInterpreter.run(DefaultFilter.program(architecture), call);
                int now = BpfInterpreter.run(NestingFilter.program(architecture), call);
                if (before != now) {
                  assertEquals(ALLOW, now, name);
                  opened.add(name);
                }
              });
      assertEquals(
          "[clone, mount, mount_setattr, move_mount, open_tree, pivot_root, sethostname, setns,"
              + " umount2, unshare]",
          opened.toString());
    }
  }

  @Test
  void terminalsStayClosed() {
    for (Architecture architecture : Architecture.values()) {
      int ioctl = architecture.syscalls().number("ioctl");
      for (long command : new long[] {0x5412, 0x541c, 0x100005412L}) {
        assertEquals(
            0x00050001,
            BpfInterpreter.run(
                NestingFilter.program(architecture),
                SeccompData.words(ioctl, architecture.audit(), 0, command)));
      }
    }
  }
}
