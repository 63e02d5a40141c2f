package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.FakeKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

class RootPartsTest {
  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);

  private RootParts.Entry entry(String path, String... mounts) {
    Host host = Specs.user(mounts);
    Nesting.Surroundings around = new Nesting.Surroundings(host, List.of(), List.of(), false);
    List<String> own = List.of("/dev", "/proc", "/tmp");
    for (RootParts.Entry entry : RootParts.of(kernel, "/", around, own, List.of()).entries()) {
      if (entry.path().equals(path)) {
        return entry;
      }
    }
    throw new AssertionError("no " + path);
  }

  @Test
  void directoryWithoutMountPointsIsAPart() {
    kernel.directory("/srv").file("/srv/deep/file", 0644, "x");
    assertTrue(entry("/srv", "/", "/proc") instanceof RootParts.Part);
  }

  @Test
  void directoryAboveAMountPointIsMadeAnew() {
    kernel.directory("/srv/a").directory("/srv/b/c").file("/srv/file", 0640, "abc");
    String[] mounts = {"/", "/srv/b/c"};
    assertTrue(entry("/srv", mounts) instanceof RootParts.Directory);
    assertTrue(entry("/srv/a", mounts) instanceof RootParts.Part);
    assertTrue(entry("/srv/b", mounts) instanceof RootParts.Directory);
    assertTrue(entry("/srv/b/c", mounts) instanceof RootParts.Directory);
    assertEquals(3, ((RootParts.File) entry("/srv/file", mounts)).size());
  }

  @Test
  void whatTheBoxMountsItselfIsEmpty() {
    assertTrue(entry("/tmp", "/") instanceof RootParts.Directory);
    assertTrue(entry("/dev", "/") instanceof RootParts.Directory);
  }

  @Test
  void wayToWhatIsChangedIsKnown() {
    kernel.directory("/srv/a/b").file("/srv/file", 0644, "");
    Nesting.Surroundings around =
        new Nesting.Surroundings(Specs.user("/"), List.of(), List.of(), false);
    List<String> below = List.of("/srv/a/b", "/srv/a", "/srv/file/x", "/no/such", "");
    List<RootParts.Directory> reached =
        RootParts.of(kernel, "/", around, List.of(), below).reached();
    assertEquals(3, reached.size());
    assertEquals("/srv/a/b", reached.get(2).path());
  }

  @Test
  void permissionsAreThoseThatTheCallerHas() {
    // The fake's directories are root's, 0755: what is made anew is the caller's.
    kernel.directory("/srv/a");
    assertEquals(0555, ((RootParts.Directory) entry("/srv", "/", "/srv/a")).mode() & 0777);
  }
}
