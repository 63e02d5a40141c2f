package dev.limpet.formats.runtimespec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  @Test
  void everythingIsSaidUnderTheSpecificationsKeys() {
    List<String> options = List.of("ro", "rro");
    List<String> architectures = List.of("SCMP_ARCH_X86_64");
    Features features = new Features(options, List.of("CAP_KILL"), architectures, false, "0.1");
    JsonFields json = JsonFields.of(JsonReader.read(features.toJson()));
    assertEquals("1.0.0", json.string("ociVersionMin"));
    assertEquals("1.2.0", json.string("ociVersionMax"));
    assertEquals(6, json.strings("hooks").size());
    assertEquals(options, json.strings("mountOptions"));
    JsonFields linux = json.object("linux");
    assertEquals(8, linux.strings("namespaces").size());
    assertTrue(linux.strings("namespaces").contains("time"));
    assertEquals(List.of("CAP_KILL"), linux.strings("capabilities"));
    assertTrue(linux.object("cgroup").flag("v2", false));
    assertFalse(linux.object("cgroup").flag("systemd", true));
    assertTrue(linux.object("seccomp").strings("actions").contains("SCMP_ACT_NOTIFY"));
    assertEquals(architectures, linux.object("seccomp").strings("archs"));
    assertFalse(linux.object("intelRdt").flag("enabled", true));
    assertTrue(linux.object("mountExtensions").object("idmap").flag("enabled", false));
  }
}
