package dev.limpet.formats.runtimespec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first config.json, beside runc's. */
class DefaultConfigJvmTest {
  private static final Path RUNC = Path.of("src/test/resources/golden/config/runc-spec.json");

  @Test
  void itIsRuncsButForVersionAndName() throws IOException {
    Spec runc = SpecReader.read(Files.readString(RUNC));
    Spec ours = SpecReader.read(DefaultConfig.ofRoot());
    assertEquals(runc.process(), ours.process());
    assertEquals(runc.root(), ours.root());
    assertEquals(runc.mounts(), ours.mounts());
    assertEquals(runc.linux(), ours.linux());
    assertEquals("limpet", ours.hostname());
    assertEquals("1.2.0", ours.ociVersion());
  }

  @Test
  void withoutRootItHasMapsAndNoNetwork() {
    Spec spec = SpecReader.read(DefaultConfig.rootless(1000, -2));
    assertEquals(List.of(new IdMapping(0, 1000, 1)), spec.linux().uidMappings());
    assertEquals(List.of(new IdMapping(0, -2, 1)), spec.linux().gidMappings());
    assertTrue(spec.linux().namespaces().contains(new Namespace(NamespaceType.USER, null)));
    assertTrue(!spec.linux().namespaces().contains(new Namespace(NamespaceType.NETWORK, null)));
    List<String> options = List.of("rbind", "nosuid", "noexec", "nodev", "ro");
    assertTrue(spec.mounts().contains(new Mount("/sys", "bind", "/sys", options)));
    assertEquals(null, spec.linux().resources());
  }

  @Test
  void itIsForPeople() {
    List<String> lines = DefaultConfig.ofRoot().lines().toList();
    assertTrue(lines.size() > 150);
    assertEquals("  \"ociVersion\": \"1.2.0\",", lines.get(1));
  }
}
