package dev.limpet.formats.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountsTest {
  @Test
  void secondFieldIsTheMountPoint() {
    assertEquals(
        List.of("/", "/proc", "/"),
        points("/dev/vda / ext4 rw 0 0\nproc /proc proc rw 0 0\nx / tmpfs rw 0 0\n"));
    assertEquals(List.of(), points(""));
  }

  @Test
  void escapesOfTheKernelAreUndone() {
    assertEquals(
        List.of("/a b\tc\nd\\e#f"), points("x /a\\040b\\011c\\012d\\134e\\043f ext4 rw 0 0\n"));
  }

  @Test
  void whatIsNoEscapeStays() {
    assertEquals(
        List.of("/a\\", "/b\\0", "/c\\999", "/d\\777"),
        points("x /a\\ t\nx /b\\0 t\nx /c\\999 t\nx /d\\777 t\n"));
  }

  @Test
  void lineWithoutMountPointIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> points("proc\n"));
    assertThrows(IllegalArgumentException.class, () -> points("proc /proc\nx / t\n"));
  }

  private static List<String> points(String file) {
    List<String> points = new ArrayList<>();
    for (byte[] point : Mounts.points(file.getBytes(StandardCharsets.US_ASCII))) {
      points.add(new String(point, StandardCharsets.US_ASCII));
    }
    return points;
  }
}
