package dev.limpet.formats.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountsTest {
  @Test
  void secondFieldIsTheMountPoint() {
    assertEquals(
        List.of("/", "/proc", "/"),
        Mounts.points("/dev/vda / ext4 rw 0 0\nproc /proc proc rw 0 0\nx / tmpfs rw 0 0\n"));
    assertEquals(List.of(), Mounts.points(""));
  }

  @Test
  void escapesOfTheKernelAreUndone() {
    assertEquals(
        List.of("/a b\tc\nd\\e#f"),
        Mounts.points("x /a\\040b\\011c\\012d\\134e\\043f ext4 rw 0 0\n"));
  }

  @Test
  void whatIsNoEscapeStays() {
    assertEquals(
        List.of("/a\\", "/b\\0", "/c\\999", "/d\\777"),
        Mounts.points("x /a\\ t\nx /b\\0 t\nx /c\\999 t\nx /d\\777 t\n"));
  }

  @Test
  void lineWithoutMountPointIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Mounts.points("proc\n"));
    assertThrows(IllegalArgumentException.class, () -> Mounts.points("proc /proc\nx / t\n"));
  }
}
