package dev.limpet.oci.root;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.Flags;
import java.util.List;
import org.junit.jupiter.api.Test;

class OciMountOptionsTest {
  private static OciMountOptions of(String... options) {
    return OciMountOptions.of(List.of(options));
  }

  @Test
  void attributesPropagationAndDataAreToldApart() {
    OciMountOptions options = of("nosuid", "ro", "rslave", "size=64k", "noexec", "mode=755");
    assertEquals(
        Flags.MOUNT_ATTR_NOSUID | Flags.MOUNT_ATTR_RDONLY | Flags.MOUNT_ATTR_NOEXEC, options.set());
    assertEquals(List.of(Flags.MS_SLAVE | Flags.MS_REC), options.propagation());
    assertEquals("size=64k,mode=755", options.data());
    assertEquals(Flags.MS_RDONLY | Flags.MS_NOSUID | Flags.MS_NOEXEC, options.mountFlags());
  }

  @Test
  void ofTwoThatContradictTheLaterHolds() {
    assertEquals(0, of("ro", "rw").set());
    assertEquals(Flags.MOUNT_ATTR_RDONLY, of("ro", "rw").clear());
    assertEquals(Flags.MOUNT_ATTR_RDONLY, of("rw", "ro").set());
    assertEquals(Flags.MS_STRICTATIME, of("noatime", "strictatime").mountFlags());
  }

  @Test
  void recursiveOptionsAreForAllBelow() {
    OciMountOptions options = of("rbind", "rro", "rnoatime", "rexec");
    assertTrue(options.bind() && options.recursive());
    assertEquals(Flags.MOUNT_ATTR_RDONLY | Flags.MOUNT_ATTR_NOATIME, options.deepSet());
    assertEquals(Flags.MOUNT_ATTR__ATIME | Flags.MOUNT_ATTR_NOEXEC, options.deepClear());
    assertEquals(0, options.set());
  }

  @Test
  void wordsThatOnlyBeginLikeThemAreData() {
    assertEquals("root,rootcontext=x,s", of("root", "rootcontext=x", "s").data());
    assertFalse(of("bindings").bind());
  }
}
