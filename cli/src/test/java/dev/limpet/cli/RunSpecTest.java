package dev.limpet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Root;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.linux.Environment;
import dev.limpet.sandbox.Host;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSpecTest {
  private static final Environment CALLERS = new Environment(List.of("A=1", "PATH=/bin", "B=2"));

  private static Host host(String cwd) {
    return new Host(Architecture.X86_64, 1000, 100, cwd, List.of("/"), true);
  }

  private static Spec spec(String... words) {
    RunOptions options = RunOptionsParser.parse(List.of(words));
    return RunSpec.of(options, options.rootfs(), host("/work"), CALLERS);
  }

  @Test
  void callerIsMappedToItself() {
    Spec spec = spec("true");
    assertEquals(List.of(new IdMapping(1000, 1000, 1)), spec.linux().uidMappings());
    assertEquals(List.of(new IdMapping(100, 100, 1)), spec.linux().gidMappings());
  }

  @Test
  void boxIsClosedByDefault() {
    Spec spec = spec("true");
    assertEquals(NamespaceType.values().length, spec.linux().namespaces().size());
    assertEquals(new Root("/", true, Root.Submounts.HIDDEN), spec.root());
    assertEquals(Capabilities.NONE, spec.process().capabilities());
    assertTrue(spec.process().noNewPrivileges());
    assertEquals(Seccomp.DEFAULT, spec.linux().seccomp());
    assertTrue(spec.linux().readonlyPaths().contains("/proc/sys"));
    assertTrue(spec.linux().maskedPaths().contains("/proc/kcore"));
  }

  @Test
  void environmentIsTheCallersWithTheChangesInPlace() {
    assertEquals(CALLERS.entries(), spec("true").process().env());
    assertEquals(
        List.of("A=9=x", "PATH=/bin", "B=2", "C="),
        spec("-e", "A=9=x", "-e", "C=", "-e", "B", "-e", "NONE", "true").process().env());
  }

  @Test
  void workingDirectoryMayBeMissedOnlyIfNotAskedFor() {
    assertTrue(spec("true").process().cwdOrRoot());
    assertFalse(spec("-C", "/x", "true").process().cwdOrRoot());
  }
}
