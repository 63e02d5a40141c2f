package dev.limpet.formats.digest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the JDK's own. */
class Sha256JvmTest {
  @Test
  void digestsOfAllSmallSizesAreTheJdks() throws Exception {
    MessageDigest jdk = MessageDigest.getInstance("SHA-256");
    Random random = new Random(256);
    for (int size = 0; size < 400; size++) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      assertArrayEquals(jdk.digest(bytes), Sha256.digest(bytes));
    }
  }
}
