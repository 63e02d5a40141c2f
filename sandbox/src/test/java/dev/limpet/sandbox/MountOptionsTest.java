package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.linux.Flags;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountOptionsTest {
  @Test
  void wordsOfTheKernelAreFlagsAndTheRestIsTheFileSystems() {
    assertEquals(
        new MountOptions(
            Flags.MS_NOSUID | Flags.MS_NODEV | Flags.MS_NOEXEC | Flags.MS_RDONLY,
            "mode=755,size=64m"),
        MountOptions.of(List.of("nosuid", "mode=755", "nodev", "ro", "noexec", "size=64m")));
  }

  @Test
  void defaultsAreNothing() {
    assertEquals(new MountOptions(0, ""), MountOptions.of(List.of("rw")));
    assertEquals(new MountOptions(0, ""), MountOptions.of(List.of()));
  }

  @Test
  void timesAreFlags() {
    assertEquals(
        new MountOptions(Flags.MS_NOATIME | Flags.MS_RELATIME | Flags.MS_STRICTATIME, ""),
        MountOptions.of(List.of("noatime", "relatime", "strictatime")));
  }
}
