package dev.limpet.formats.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountInfoTest {
  @Test
  void lineIsAMount() {
    assertEquals(
        List.of(
            new MountInfo(
                36, 35, "/mnt1", "/mnt 2", "rw,noatime", "ext3", "/dev/root", "rw,errors=continue"),
            new MountInfo(7, 36, "/", "/x", "ro", "tmpfs", "limpet", "rw")),
        parse(
            """
            36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
            7 36 0:9 / /x ro - tmpfs limpet rw
            """));
  }

  @Test
  void anyNumberOfOptionalFieldsMayStandBeforeTheSeparator() {
    assertEquals(
        "overlay",
        parse("1 1 0:1 / / rw shared:2 master:3 propagate_from:4 - overlay o rw\n").get(0).type());
  }

  @Test
  void sourceMayBeEmpty() {
    assertEquals("", parse("1 1 0:1 / / rw - tmpfs  rw\n").get(0).source());
  }

  @Test
  void bytesStandAsChars() {
    byte[] line = "1 1 0:1 / /\u00e9 rw - tmpfs x rw\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("/\u00e9", MountInfo.parse(line).get(0).point());
  }

  @Test
  void whatIsNoLineIsRefused() {
    for (String text :
        new String[] {
          "\n",
          "1 1\n",
          "x 1 0:1 / / rw - t s rw\n",
          "1 1 0:1 / / rw t s rw\n",
          "1 1 0:1 / / rw -\n"
        }) {
      assertThrows(IllegalArgumentException.class, () -> parse(text));
    }
    assertThrows(IllegalArgumentException.class, () -> parse("1234567890 1 0:1 / / rw - t s rw\n"));
  }

  private static List<MountInfo> parse(String file) {
    return MountInfo.parse(file.getBytes(StandardCharsets.ISO_8859_1));
  }
}
