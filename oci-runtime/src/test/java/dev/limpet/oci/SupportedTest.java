package dev.limpet.oci;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.runtimespec.SpecReader;
import org.junit.jupiter.api.Test;

/** What the kernel would refuse without saying why. */
class SupportedTest {
  private static final String ONE = "{\"containerID\": 0, \"hostID\": 1000, \"size\": 1}";

  private static Spec mapped(String uids) {
    return SpecReader.read(
        "{\"ociVersion\": \"1.2.0\", \"root\": {\"path\": \"rootfs\"},"
            + " \"process\": {\"args\": [\"true\"], \"cwd\": \"/\"},"
            + " \"linux\": {\"namespaces\": [{\"type\": \"mount\"}, {\"type\": \"user\"}],"
            + " \"uidMappings\": ["
            + uids
            + "], \"gidMappings\": ["
            + ONE
            + "]}}");
  }

  private static String refused(String uids) {
    Spec spec = mapped(uids);
    FailedException e =
        assertThrows(FailedException.class, () -> Supported.check(spec, true), uids);
    return String.valueOf(e.getMessage());
  }

  @Test
  void mapsThatTheKernelTakesAreTaken() {
    String whole = "{\"containerID\": 1, \"hostID\": 2000, \"size\": 4294960000}";
    assertDoesNotThrow(() -> Supported.check(mapped(ONE), false));
    assertDoesNotThrow(() -> Supported.check(mapped(whole + ", " + ONE), true));
  }

  @Test
  void somebodyIsRoot() {
    assertEquals(
        "$.linux.uidMappings has nobody who is 0 in the container: its first process begins as"
            + " root there",
        refused("{\"containerID\": 1, \"hostID\": 1000, \"size\": 9}"));
  }

  @Test
  void everybodyIsMappedOnce() {
    String said = "$.linux.uidMappings[1] has ids that $.linux.uidMappings[0] has already";
    assertEquals(said, refused(ONE + ", {\"containerID\": 0, \"hostID\": 2000, \"size\": 1}"));
    assertEquals(said, refused(ONE + ", {\"containerID\": 5, \"hostID\": 900, \"size\": 101}"));
    assertEquals(
        said,
        refused(
            "{\"containerID\": 0, \"hostID\": 0, \"size\": 4294967295},"
                + " {\"containerID\": 4294967294, \"hostID\": 4294967295, \"size\": 1}"));
  }
}
