package dev.limpet.oci.root;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenRootTest {
  private static final String ROOT = "/bundle/rootfs";

  private final FakeKernel kernel =
      FakeKernel.asRoot().directory("/bundle/rootfs/etc").file("/bundle/config.json", 0644, "{}");
  private final BundleRoot root = new BundleRoot();

  private void open(long propagation) {
    kernel.nextCloneIsChild().clone(Flags.CLONE_NEWNS | Flags.SIGCHLD);
    kernel.chdir(ROOT);
    kernel.clearTranscript();
    new OpenRoot(root, ROOT, propagation).furnish(kernel);
  }

  private List<String> mounts() {
    List<String> mounts = new ArrayList<>(kernel.transcript());
    mounts.removeIf(call -> !call.startsWith("mount("));
    return mounts;
  }

  @Test
  void rootIsAMountOfItsOwnAndTheWorkingDirectory() {
    open(Flags.MS_SLAVE | Flags.MS_REC);
    List<String> own = new ArrayList<>(kernel.mountTable());
    own.removeIf(line -> !line.startsWith(ROOT + " "));
    assertEquals(1, own.size(), own.toString());
    assertEquals(ROOT, kernel.getcwd());
    assertTrue(root.has(kernel, "/etc"));
    // What is above the root is not found in it.
    assertTrue(!root.has(kernel, "/../config.json"));
    assertEquals(1, mounts().size());
    assertTrue(mounts().get(0).contains("SLAVE"), mounts().get(0));
    kernel.close(root.number());
    kernel.checkClean();
  }

  @Test
  void mountThatASharedRootIsOnIsKeptFromTheHost() {
    kernel.hostMount("/bundle", 0).directory(ROOT);
    open(Flags.MS_SHARED | Flags.MS_REC);
    assertEquals(2, mounts().size(), mounts().toString());
    assertTrue(mounts().get(1).contains("\"/bundle\""), mounts().toString());
    kernel.close(root.number());
    kernel.checkClean();
  }

  @Test
  void unbindableRootIsMountedOnItselfFirst() {
    open(Flags.MS_UNBINDABLE);
    assertTrue(!mounts().get(0).contains("UNBINDABLE"), mounts().toString());
    kernel.close(root.number());
  }

  @Test
  void namespaceThatIsJoinedKeepsItsMountsAsTheyAre() {
    kernel.nextCloneIsChild().clone(Flags.CLONE_NEWNS | Flags.SIGCHLD);
    kernel.clearTranscript();
    new OpenRoot(root, ROOT, 0).furnish(kernel);
    assertEquals(List.of(), mounts());
    assertEquals(ROOT, kernel.getcwd());
    kernel.close(root.number());
    ErrnoException absent =
        assertThrows(
            ErrnoException.class,
            () -> new OpenRoot(new BundleRoot(), "/absent", 0).furnish(kernel));
    assertEquals("chdir /absent: ENOENT", absent.getMessage());
    kernel.checkClean();
  }
}
