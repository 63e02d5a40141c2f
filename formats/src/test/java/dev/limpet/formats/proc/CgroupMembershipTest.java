package dev.limpet.formats.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CgroupMembershipTest {
  @Test
  void bothVersionsAreRead() {
    List<CgroupMembership> all =
        CgroupMembership.parse("9:name=systemd:/\n4:cpu,cpuacct:/a b:c\n0::/user.slice\n");
    assertEquals(
        List.of(
            new CgroupMembership(List.of("name=systemd"), "/"),
            new CgroupMembership(List.of("cpu", "cpuacct"), "/a b:c"),
            new CgroupMembership(List.of(), "/user.slice")),
        all);
    assertFalse(all.get(0).isUnified());
    assertTrue(all.get(2).isUnified());
  }

  @Test
  void lineWithoutPathIsRefused() {
    for (String line :
        List.of(
            "4:cpu,:/",
            "4:,cpu:/",
            "4:cpu,,memory:/",
            "0:",
            "0::",
            "4:cpu\n0::/",
            "\n",
            "0::relative")) {
      assertThrows(IllegalArgumentException.class, () -> CgroupMembership.parse(line), line);
    }
  }
}
