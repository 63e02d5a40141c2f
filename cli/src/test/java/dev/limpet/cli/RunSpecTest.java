package dev.limpet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Mount;
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
    return new Host(Architecture.X86_64, 1000, 100, cwd, List.of("/"));
  }

  private static Spec spec(String... words) {
    return spec(options(words));
  }

  private static RunOptions options(String... words) {
    RunSettings settings = new RunSettings(false);
    return settings.with(RunOptionsParser.parse("run", List.of(words), settings));
  }

  private static Spec spec(RunOptions options) {
    Environment environment = RunSpec.environment(options.env(), List.of(), CALLERS, CALLERS);
    return RunSpec.of(options, options.rootfs(), host("/work"), environment);
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
    assertEquals(List.of(Seccomp.DEFAULT), spec.linux().seccomp());
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
  void environmentMayBeginWithNothing() {
    assertEquals(List.of(), spec("--clear-env", "true").process().env());
    assertEquals(
        List.of("A=1", "C=3"),
        spec("--clear-env", "-e", "A", "-e", "NONE", "-e", "C=3", "true").process().env());
    assertEquals(
        List.of("PATH=/bin", "B=2"), spec("-E", "A", "-E", "NONE", "true").process().env());
  }

  @Test
  void guestIsWhomItIsSaidToBe() {
    Spec spec = spec("-u", "0:5", "true");
    assertEquals(List.of(new IdMapping(0, 1000, 1)), spec.linux().uidMappings());
    assertEquals(List.of(new IdMapping(5, 100, 1)), spec.linux().gidMappings());
    assertEquals(Capabilities.NONE, spec.process().capabilities());
  }

  @Test
  void hostNetworkIsNoNamespace() {
    assertEquals(
        NamespaceType.values().length - 1,
        spec("--net", "host", "true").linux().namespaces().size());
  }

  @Test
  void tmpfsOnTmpTakesThePlaceOfTheBoxsOwn() {
    Spec spec = spec("--tmpfs", "size=2m", "/tmp", "true");
    int found = 0;
    for (Mount mount : spec.mounts()) {
      if (mount.destination().equals("/tmp")) {
        found++;
        assertTrue(mount.options().contains("size=2097152"));
      }
    }
    assertEquals(1, found);
  }

  @Test
  void workingDirectoryMayBeMissedOnlyIfNotAskedFor() {
    assertTrue(spec("true").process().cwdOrRoot());
    assertFalse(spec("-C", "/x", "true").process().cwdOrRoot());
  }
}
