package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.cli.UsageException;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.proc.SubordinateIds.Range;
import dev.limpet.linux.FakeKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubordinateMapsTest {
  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);

  private static List<IdMapping> filled(long inside, Range... ranges) {
    return SubordinateMaps.filled("/etc/subuid", List.of(ranges), inside, 1000);
  }

  @Test
  void rangesFillTheIdsAroundTheCaller() {
    assertEquals(
        List.of(
            new IdMapping(1000, 1000, 1),
            new IdMapping(0, 100000, 1000),
            new IdMapping(1001, 101000, 64536)),
        filled(1000, new Range(1, 100000, 65536)));
  }

  @Test
  void rootThatIsTheCallerHasTheRangesAboveIt() {
    assertEquals(
        List.of(
            new IdMapping(0, 1000, 1), new IdMapping(1, 100000, 10), new IdMapping(11, 200000, 5)),
        filled(0, new Range(1, 100000, 10), new Range(2, 200000, 5)));
  }

  @Test
  void rangeThatEndsBelowTheCallerLeavesAGap() {
    assertEquals(
        List.of(new IdMapping(1000, 1000, 1), new IdMapping(0, 100000, 10)),
        filled(1000, new Range(1, 100000, 10)));
  }

  @Test
  void nothingIsMappedBeyondTheLastId() {
    assertEquals(
        List.of(
            new IdMapping(0, 1000, 1),
            new IdMapping(1, 2000, 0x7fffffff),
            new IdMapping(0x80000000, (int) (2000L + 0x7fffffff), 0x7fffffff)),
        SubordinateMaps.filled(
            "f",
            List.of(new Range(1, 2000, 0x7fffffff), new Range(2, 2000L + 0x7fffffff, 0x7fffffff)),
            0,
            1000));
  }

  @Test
  void callersOwnIdIsNotGivenTwice() {
    UsageException e = assertThrows(UsageException.class, () -> filled(0, new Range(7, 999, 2)));
    assertTrue(String.valueOf(e.getMessage()).contains("/etc/subuid: line 7"), e.getMessage());
  }

  @Test
  void userIsFoundByTheNameThatPasswdGives() {
    kernel.file("/etc/subuid", 0644, "me:100000:2\n");
    assertRefused("/etc/subuid gives no ids to 1000: as root: usermod --add-subuids");
    kernel.file("/etc/passwd", 0644, "me:x:1000:1000::/:\n");
    List<IdMapping> map =
        new SubordinateMaps(kernel).read("/etc/subuid", "--add-subuids", 1000, 0, 1000);
    assertEquals(List.of(new IdMapping(0, 1000, 1), new IdMapping(1, 100000, 2)), map);
    kernel.checkNoOpenFds();
  }

  @Test
  void lineThatIsWrongIsNamed() {
    kernel.file("/etc/subuid", 0644, "# none\n1000:100000\n");
    assertRefused("/etc/subuid: line 2: it is not USER:START:COUNT");
  }

  private void assertRefused(String expected) {
    UsageException e =
        assertThrows(
            UsageException.class,
            () -> new SubordinateMaps(kernel).read("/etc/subuid", "--add-subuids", 1000, 0, 1000));
    assertTrue(String.valueOf(e.getMessage()).contains(expected), e.getMessage());
  }

  @Test
  void helpersGetNumbersOnly() {
    assertEquals(
        List.of("newuidmap", "PID", "0", "1000", "1", "2147483648", "4294967290", "3"),
        SubordinateMaps.words(
            "newuidmap",
            "PID",
            List.of(new IdMapping(0, 1000, 1), new IdMapping(0x80000000, 0xfffffffa, 3))));
  }
}
