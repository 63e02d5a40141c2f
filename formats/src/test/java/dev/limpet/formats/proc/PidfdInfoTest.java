package dev.limpet.formats.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PidfdInfoTest {
  @Test
  void pidIsOneOfTheLines() {
    assertEquals(
        4711,
        PidfdInfo.pid("pos:\t0\nflags:\t02000002\nmnt_id:\t15\nPid:\t4711\nNSpid:\t4711\t1\n"));
    assertEquals(-1, PidfdInfo.pid("Pid:\t-1\n"));
    assertEquals(0, PidfdInfo.pid("ino:\t3\nPid:\t0\n"));
  }

  @Test
  void anythingElseIsRefused() {
    for (String wrong :
        List.of("", "Pid:\t12", "NSpid:\t1\n", "Pid:\t\n", "Pid:\tx\n", "Pid: 1\n")) {
      assertThrows(IllegalArgumentException.class, () -> PidfdInfo.pid(wrong));
    }
  }
}
