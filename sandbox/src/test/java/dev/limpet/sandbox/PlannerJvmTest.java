package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.limpet.formats.oci.Root;
import dev.limpet.formats.oci.Seccomp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole plans against the goldens in {@code src/test/resources/golden}, one step a line. */
class PlannerJvmTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static void assertGolden(String name, String actual) throws IOException {
    Path golden = GOLDEN.resolve(name);
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    if (!expected.equals(actual)) {
      Path renewed = Files.writeString(Path.of("target").resolve(name), actual);
      assertEquals(expected, actual, "after a look: cp sandbox/" + renewed + " sandbox/" + golden);
      fail();
    }
  }

  @Test
  void ordinaryBox() throws IOException {
    assertGolden("plan-default.txt", new Specs().steps(Specs.user("/", "/proc", "/dev")));
  }

  @Test
  void hostMountsAreHiddenOnceTheTopmostOnly() throws IOException {
    String[] mounts = {
      "/",
      "/boot/efi",
      "/boot",
      "/home",
      "/home/me/cloud",
      "/home",
      "/tmp",
      "/tmpfs",
      "/dev/pts",
      "/proc/sys/fs/binfmt_misc",
      "/run",
      "/var/lib/it's a name",
    };
    assertGolden("plan-submounts.txt", new Specs().steps(Specs.user(mounts)));
  }

  @Test
  void rootOfItsOwn() throws IOException {
    Specs specs = new Specs();
    specs.root = "/srv/alpine";
    assertGolden("plan-rootfs.txt", specs.steps(Specs.user("/", "/srv", "/srv/alpine2")));
  }

  @Test
  void rootOfItsOwnWithMountsBelow() throws IOException {
    Specs specs = new Specs();
    specs.root = "/srv/alpine";
    String[] mounts = {"/", "/srv/alpine", "/srv/alpine/data", "/srv/alpine/proc"};
    assertGolden("plan-rootfs-submounts.txt", specs.steps(Specs.user(mounts)));
  }

  @Test
  void submountsThatAreWantedStay() throws IOException {
    Specs specs = new Specs();
    specs.submounts = Root.Submounts.KEPT;
    assertGolden("plan-submounts-kept.txt", specs.steps(Specs.user("/", "/home")));
  }

  @Test
  void bindsAreOpenedFirstAndPlacedLast() throws IOException {
    Specs specs =
        new Specs()
            .bind("/etc", "/mnt", "ro")
            .bind("data", "/tmp/data", "rw")
            .bind("/var", "/tmp/data/below", "ro")
            .bind("/opt", "/dev/shm/opt", "rw");
    assertGolden("plan-binds.txt", specs.steps(Specs.user("/")));
  }

  @Test
  void nameAndNoFilterButThatOfTerminals() throws IOException {
    Specs specs = new Specs();
    specs.hostname = "box";
    specs.seccomp = List.of(Seccomp.TERMINALS);
    specs.cwdOrRoot = true;
    assertGolden("plan-hostname.txt", specs.steps(Specs.user("/")));
  }
}
