package dev.limpet.formats.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountInfoTest {
  @Test
  void fieldsAreReadWhateverIsOptional() {
    assertEquals(
        List.of(
            new MountInfo("/", "/", "ext4", "rw,discard"),
            new MountInfo("/user", "/cg", "cgroup", "rw,cpu,cpuacct")),
        MountInfo.parse(
            """
            23 1 8:1 / / rw,relatime shared:1 master:2 - ext4 /dev/sda1 rw,discard
            31 23 0:27 /user /cg rw - cgroup cgroup rw,cpu,cpuacct
            """));
  }

  @Test
  void escapesOfTheKernelAreUndone() {
    assertEquals(
        List.of(new MountInfo("/a b", "/c\\d", "tmpfs", "rw")),
        MountInfo.parse("1 2 0:3 /a\\040b /c\\134d rw - tmpfs x rw"));
    assertEquals("/a\\0zz\\9", MountInfo.parse("1 2 0:3 /a\\0zz\\9 / rw - t x o").get(0).root());
  }

  @Test
  void sourceMayBeEmpty() {
    assertEquals("rw", MountInfo.parse("1 2 0:3 / /x rw - tmpfs  rw\n").get(0).superOptions());
  }

  @Test
  void lineOfTooFewFieldsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> MountInfo.parse("1 2 0:3 / /x rw\n"));
    assertThrows(IllegalArgumentException.class, () -> MountInfo.parse("1 2 0:3 / - t s o\n"));
    assertThrows(IllegalArgumentException.class, () -> MountInfo.parse("1 2 0:3 / /x rw - t\n"));
    assertThrows(IllegalArgumentException.class, () -> MountInfo.parse("\n"));
  }
}
