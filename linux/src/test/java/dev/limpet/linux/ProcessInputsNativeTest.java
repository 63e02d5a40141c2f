package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The originals of arguments and environment, against what procfs says of them. */
class ProcessInputsNativeTest {
  private final Kernel kernel = new SystemKernel();

  /** The strings of a file of procfs, each ended by a NUL. */
  private List<String> strings(String path) {
    Fd fd = Fd.open(kernel, path, Flags.O_RDONLY);
    byte[] bytes = fd.readAll(1 << 20);
    fd.close();
    List<String> strings = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        strings.add(OsString.decode(bytes, start, i - start));
        start = i + 1;
      }
    }
    return strings;
  }

  @Test
  void argumentsAreTheOriginals() {
    List<String> all = strings("/proc/self/cmdline");
    Arguments arguments = Arguments.ofProcess(new String[all.size() - 1]);
    assertEquals(all.get(0), arguments.program());
    assertEquals(all.subList(1, all.size()), arguments.words());
  }

  @Test
  void environmentIsTheOriginal() {
    assertEquals(strings("/proc/self/environ"), Environment.ofProcess().entries());
  }
}
