package dev.limpet.formats.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kernel writes these files, but programs and mounts have a hand in their text. */
class ProcFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void anyTextIsMountsOrRefused(byte[] bytes) {
    try {
      List<byte[]> points = Mounts.points(bytes);
      long lines = new String(bytes, StandardCharsets.ISO_8859_1).lines().count();
      assertTrue(points.size() <= lines + 1, () -> points.size() + " of " + lines);
    } catch (IllegalArgumentException e) {
      assertNotNull(e.getMessage());
    }
  }

  /** A mount point of any bytes, escaped as seq_path does, is read back as it was. */
  @FuzzTest(maxDuration = "30s")
  void escapedPathIsReadBack(byte[] bytes) {
    StringBuilder path = new StringBuilder("/");
    StringBuilder line = new StringBuilder("source /");
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (c == 0) {
        continue;
      }
      path.append(c);
      if (" \t\n\\#".indexOf(c) >= 0) {
        line.append('\\').append((char) ('0' + (c >> 6)));
        line.append((char) ('0' + (c >> 3 & 7))).append((char) ('0' + (c & 7)));
      } else {
        line.append(c);
      }
    }
    line.append(" t rw 0 0\n");
    List<byte[]> points = Mounts.points(line.toString().getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(1, points.size());
    assertEquals(path.toString(), new String(points.get(0), StandardCharsets.ISO_8859_1));
  }

  @FuzzTest(maxDuration = "30s")
  void anyTextIsMountinfoOrRefused(byte[] bytes) {
    try {
      List<MountInfo> mounts = MountInfo.parse(bytes);
      MountTree tree = new MountTree(mounts);
      Map<String, Integer> shown = new HashMap<>();
      for (MountInfo mount : mounts) {
        assertTrue(mount.id() >= 0 && mount.parent() >= 0);
        if (tree.shows(mount)) {
          Integer other = shown.put(mount.point(), mount.id());
          assertTrue(other == null || other == mount.id());
        }
        assertTrue(mount.point().chars().allMatch(c -> c <= 0xff));
      }
    } catch (IllegalArgumentException e) {
      assertNotNull(e.getMessage());
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyTextIsAStatOrRefused(byte[] bytes) {
    try {
      assertNotNull(ProcStat.parse(new String(bytes, StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException e) {
      assertNotNull(e.getMessage());
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyTextIsAFdinfoOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      int pid = PidfdInfo.pid(text);
      // A number too large for an int wraps; the kernel has none.
      assertTrue(text.contains("Pid:\t"), () -> pid + " of " + text);
    } catch (IllegalArgumentException e) {
      assertNotNull(e.getMessage());
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anySubordinateIdsAreRangesOrALineThatIsNamed(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String name = Passwd.name(text, 1);
    assertTrue(name == null || text.contains(name + ":"));
    try {
      List<SubordinateIds.Range> ranges = SubordinateIds.of(text, "a", 1);
      for (int i = 0; i < ranges.size(); i++) {
        SubordinateIds.Range range = ranges.get(i);
        assertTrue(range.start() >= 0 && range.start() + range.count() <= 0xffffffffL);
        for (SubordinateIds.Range other : ranges.subList(0, i)) {
          assertTrue(!other.overlaps(range.start(), range.count()));
        }
      }
    } catch (MalformedLineException e) {
      assertTrue(e.line() >= 1 && e.line() <= text.lines().count());
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyTextIsMountInfoOrRefused(byte[] bytes) {
    try {
      List<MountInfo> mounts = MountInfo.parse(bytes);
      MountTree tree = new MountTree(mounts);
      Map<String, Integer> shown = new HashMap<>();
      for (MountInfo mount : mounts) {
        assertTrue(mount.id() >= 0 && mount.parent() >= 0);
        if (tree.shows(mount)) {
          Integer other = shown.put(mount.point(), mount.id());
          assertTrue(other == null || other == mount.id());
        }
      }
    } catch (IllegalArgumentException e) {
      assertNotNull(e.getMessage());
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyTextIsCgroupsOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      for (CgroupMembership membership : CgroupMembership.parse(text)) {
        assertTrue(membership.path().startsWith("/"), membership.path());
        assertTrue(text.contains(":" + String.join(",", membership.controllers()) + ":"));
      }
    } catch (IllegalArgumentException e) {
      assertNotNull(e.getMessage());
    }
  }
}
