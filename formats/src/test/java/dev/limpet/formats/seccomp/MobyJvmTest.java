package dev.limpet.formats.seccomp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.formats.bpf.BpfInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The default profile against moby's: the verdict on every call, for a process without
 * capabilities. Moby's file is not ours to keep, so its verdicts stand here as a digest. {@code
 * -Dmoby.profile=FILE} takes seccomp/default.json of github.com/moby/profiles in addition.
 */
class MobyJvmTest {
  /** Of the file as of June 2026. */
  private static final Map<Architecture, String> DIGESTS =
      Map.of(
          Architecture.X86_64,
          "5ee0d07966df7afc0f15fae414780ad836468196f1ebc8590c423ef41a5bf493",
          Architecture.AARCH64,
          "979505c59b0476e58536d33f3ccb2c30043df224c5fcf9529a833ac7f827b48e");

  /** Arguments that moby and we read alike: no bits above 32, where the kernel reads an int. */
  private static final long[] VALUES = {
    0,
    1,
    2,
    8,
    9,
    37,
    38,
    39,
    40,
    41,
    16,
    0x5411,
    0x20000,
    0x20008,
    0x40000,
    0xffffffffL,
    0x7e020000L,
    0x10000000L,
    0x02000000L,
    0x01200011L,
    0x3d0f00L,
  };

  @Test
  void defaultProfileIsMobysForAProcessWithoutCapabilities() throws IOException {
    String file = System.getProperty("moby.profile");
    for (Architecture architecture : Architecture.values()) {
      assertEquals(
          DIGESTS.get(architecture), digest(DefaultFilter.program(architecture), architecture));
      if (file != null) {
        String text = Files.readString(Path.of(file));
        SeccompFile moby = SeccompProfileJson.read(text, new SeccompMachine(architecture, 6, 1));
        assertEquals(
            DIGESTS.get(architecture),
            digest(SeccompCompiler.compile(moby.profile(), architecture), architecture));
      }
    }
  }

  private static String digest(long[] program, Architecture architecture) {
    TreeMap<Integer, String> calls = new TreeMap<>();
    for (int nr = -1; nr < 600; nr++) {
      calls.put(nr, "");
    }
    architecture.syscalls().numbers().forEach((name, number) -> calls.put(number, name));
    StringBuilder verdicts = new StringBuilder();
    calls.forEach(
        (nr, name) -> {
          verdicts.append(nr).append(' ').append(name);
          for (int index = 0; index < 2; index++) {
            for (long value : VALUES) {
              long[] args = {index == 0 ? value : 0, index == 1 ? value : 0, 0, 0, 0, 0};
              int[] call = SeccompData.words(nr, architecture.audit(), args);
              verdicts.append(' ').append(BpfInterpreter.run(program, call));
            }
          }
          verdicts.append('\n');
        });
    try {
      byte[] bytes = verdicts.toString().getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
