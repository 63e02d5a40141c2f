package dev.limpet.sandbox.boxes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.limpet.formats.json.JsonException;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.OsString;

class BoxStateFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void anyBytesAreAStateOrOneLineOfRefusal(byte[] bytes) {
    try {
      BoxState state = BoxState.parse(OsString.decode(bytes));
      assertEquals(state, BoxState.parse(state.toJson()));
      assertTrue(state.supervisor().pid() > 0 && state.guest().pid() > 0);
    } catch (JsonException e) {
      assertFalse(String.valueOf(e.getMessage()).isEmpty());
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyBytesAreALogThatEnds(byte[] bytes) {
    FakeKernel kernel = FakeKernel.asUser(1000, 1000).directory("/run/log");
    kernel.file("/run/log/log.1", 0600, OsString.decode(bytes));
    int fd = kernel.openat(Flags.AT_FDCWD, "/run/log", BoxLog.DIRECTORY, 0);
    NamedBox box = new NamedBox(kernel, Flags.AT_FDCWD, "log", "/run/log", new Fd(kernel, fd));
    LogReader log = new LogReader(kernel, box);
    int total = 0;
    while (log.next() != 0) {
      total += log.size();
    }
    assertTrue(total <= bytes.length);
    log.close();
    box.close();
    kernel.checkClean();
  }
}
