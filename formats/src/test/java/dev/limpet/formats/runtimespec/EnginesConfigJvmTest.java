package dev.limpet.formats.runtimespec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.oci.SeccompConfig;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.formats.seccomp.ConfigFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What engines wrote on Debian 12: {@code runc spec}, podman 4.3, {@code ctr run} of containerd
 * 1.6, and dockerd 20.10. The records are held by goldens beside, a component a line.
 */
class EnginesConfigJvmTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/config");

  private static Spec assertGolden(String name) throws IOException {
    Spec spec = SpecReader.read(Files.readString(GOLDEN.resolve(name + ".json")));
    SeccompConfig filter = spec.linux().seccompConfig();
    String all = spec.toString();
    String actual = lines(filter == null ? all : all.replace(filter.toString(), "a filter"));
    Path golden = GOLDEN.resolve(name + ".txt");
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    if (!expected.equals(actual)) {
      Path renewed = Files.writeString(Path.of("target").resolve(name + ".txt"), actual);
      assertEquals(expected, actual, "after a look: cp formats/" + renewed + " formats/" + golden);
    }
    return spec;
  }

  /** Each component of each record in a line of its own. */
  private static String lines(String records) {
    return records.replace(", ", ",\n").replace("[]", "none").replace("[", "[\n") + "\n";
  }

  private static int verdict(Spec spec, int nr) {
    SeccompConfig config = spec.linux().seccompConfig();
    assertNotNull(config);
    int[] call = new int[16];
    call[0] = nr;
    call[1] = Architecture.X86_64.audit();
    return BpfInterpreter.run(ConfigFilter.of(config, Architecture.X86_64).program(), call);
  }

  @Test
  void runcSpec() throws IOException {
    assertGolden("runc-spec");
  }

  @Test
  void podmansWithItsFilter() throws IOException {
    Spec spec = assertGolden("podman");
    int read = Architecture.X86_64.syscalls().number("read");
    int acct = Architecture.X86_64.syscalls().number("acct");
    assertEquals(0x7fff0000, verdict(spec, read));
    assertEquals(0x00050001, verdict(spec, acct));
    assertEquals(0x00050026, verdict(spec, 9999));
  }

  @Test
  void containerds() throws IOException {
    assertTrue(assertGolden("containerd").linux().seccompConfig() == null);
  }

  @Test
  void dockersWithItsFilterAndHook() throws IOException {
    Spec spec = assertGolden("docker");
    assertEquals(1, spec.hooks().prestart().size());
    assertEquals(0x7fff0000, verdict(spec, Architecture.X86_64.syscalls().number("read")));
    assertEquals(0x00050001, verdict(spec, Architecture.X86_64.syscalls().number("reboot")));
  }
}
