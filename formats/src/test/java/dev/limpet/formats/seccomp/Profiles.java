package dev.limpet.formats.seccomp;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.limpet.formats.oci.SeccompProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The profiles that the checked in programs are made of. */
final class Profiles {
  private Profiles() {}

  static SeccompProfile byDefault() {
    return ProfileText.parse(text("default.seccomp"));
  }

  static SeccompProfile nesting() {
    return ProfileText.parse(text("nesting.seccomp") + text("default.seccomp"));
  }

  static String text(String name) {
    try (InputStream in = Profiles.class.getResourceAsStream(name)) {
      assertNotNull(in, name + " is missing");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
