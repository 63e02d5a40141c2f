package dev.limpet.formats.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountTreeTest {
  private static List<Integer> seen(String file) {
    List<MountInfo> mounts = MountInfo.parse(file.getBytes(StandardCharsets.ISO_8859_1));
    MountTree tree = new MountTree(mounts);
    List<Integer> seen = new ArrayList<>();
    for (MountInfo mount : mounts) {
      if (tree.shows(mount)) {
        seen.add(mount.id());
      }
    }
    return seen;
  }

  @Test
  void whatLiesBeneathALaterMountCannotBeSeen() {
    assertEquals(
        List.of(45, 47, 61, 63, 65),
        seen(
            """
            45 44 254:0 / / rw - ext4 /dev/vda rw
            47 45 0:21 / /proc rw - proc proc rw
            61 45 0:6 / /dev rw - devtmpfs devtmpfs rw
            62 61 0:23 / /dev/shm rw - tmpfs tmpfs rw
            63 62 0:27 / /dev/shm rw - tmpfs tmpfs rw
            64 61 0:24 / /dev/pts rw - devpts devpts rw
            65 64 0:26 / /dev/pts rw - devpts devpts rw
            """));
  }

  @Test
  void whatLiesBeneathAMountOnADirectoryAboveCannotBeSeen() {
    assertEquals(
        List.of(1, 2, 9, 10),
        seen(
            """
            1 0 0:1 / / rw - ext4 a rw
            2 1 0:2 / /sys rw - sysfs sysfs rw
            3 2 0:3 / /sys/fs/cgroup rw - tmpfs t rw
            4 3 0:4 / /sys/fs/cgroup/pids rw - cgroup c rw,pids
            9 2 0:5 / /sys/fs rw - tmpfs t rw
            10 9 0:4 / /sys/fs/cgroup/pids rw - cgroup c rw,pids
            """));
  }

  @Test
  void rootMayBeAnyDirectoryOfAMountAndStaysUnderWhatIsMountedOnIt() {
    assertEquals(List.of(7), seen("7 5 0:1 / /a rw - tmpfs t rw\n"));
    assertEquals(
        List.of(1, 3),
        seen(
            """
            1 1 0:1 / / rw - t t rw
            2 1 0:2 / / rw - t t rw
            3 1 0:3 / /x rw - t t rw
            4 2 0:3 / /x rw - t t rw
            """));
    assertEquals(List.of(), seen(""));
  }

  @Test
  void mountsThatLieOnEachOtherInACircleAreNowhere() {
    assertEquals(List.of(), seen("1 2 0:1 / /a rw - t t rw\n2 1 0:1 / /a rw - t t rw\n"));
  }
}
