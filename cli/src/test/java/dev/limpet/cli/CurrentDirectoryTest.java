package dev.limpet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.linux.Environment;
import dev.limpet.sandbox.Host;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurrentDirectoryTest {
  private static String cwd(String outside, String... words) {
    Host host =
        new Host(Architecture.X86_64, 1, 1, outside, List.of("/", "/home", "/proc", "/srv/a/in"));
    RunSettings settings = new RunSettings(false);
    RunOptions options = settings.with(RunOptionsParser.parse("run", List.of(words), settings));
    Spec spec = RunSpec.of(options, options.rootfs(), host, new Environment(List.of()));
    return spec.process().cwd();
  }

  @Test
  void directoryOfTheRootIsKept() {
    assertEquals("/usr/lib", cwd("/usr/lib", "true"));
    assertEquals("/", cwd("/", "true"));
  }

  @Test
  void whatTheBoxHasOfItsOwnIsAnotherDirectory() {
    assertEquals("/", cwd("/tmp/x", "true"));
    assertEquals("/", cwd("/proc/self", "true"));
    assertEquals("/", cwd("/dev/shm", "true"));
  }

  @Test
  void hiddenMountOfTheHostIsNotThere() {
    assertEquals("/", cwd("/home/me", "true"));
  }

  @Test
  void bindUnderItsOwnNameShowsIt() {
    assertEquals("/home/me", cwd("/home/me", "--map", "/home/me", "/home/me", "true"));
    assertEquals("/tmp/x/y", cwd("/tmp/x/y", "--vol", "/tmp/x/", "/tmp/x", "true"));
  }

  @Test
  void bindOfSomethingElseThereHidesIt() {
    assertEquals("/", cwd("/usr/lib", "--map", "/etc", "/usr", "true"));
  }

  @Test
  void removedDirectoryIsTheRoot() {
    assertEquals("/", cwd("", "true"));
  }

  @Test
  void anotherRootShowsWhatIsBelowIt() {
    assertEquals("/etc", cwd("/srv/a/etc", "--rootfs", "/srv/a", "true"));
    assertEquals("/", cwd("/srv/a", "--rootfs", "/srv/a", "true"));
    assertEquals("/", cwd("/srv/ab", "--rootfs", "/srv/a", "true"));
    assertEquals("/", cwd("/usr", "--rootfs", "/srv/a", "true"));
    assertEquals("/", cwd("/srv/a/in/x", "--rootfs", "/srv/a", "true"));
    assertEquals("/usr", cwd("/usr", "--rootfs", "/srv/a", "--map", "/usr", "/usr", "true"));
  }

  @Test
  void whatIsAskedForIsTaken() {
    assertEquals("/usr", cwd("/home/me", "-C", "/usr", "true"));
  }
}
