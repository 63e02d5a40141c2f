package dev.limpet.formats.digest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The examples of FIPS 180-4 and its validation suite. */
class Sha256Test {
  @Test
  void nothingHasTheKnownDigest() {
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Sha256.hex(new byte[0]));
  }

  @Test
  void oneBlockMessageHasTheKnownDigest() {
    assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hex("abc"));
  }

  @Test
  void messageWhosePaddingNeedsASecondBlockHasTheKnownDigest() {
    assertEquals(
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
  }

  @Test
  void twoBlockMessageHasTheKnownDigest() {
    assertEquals(
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
        hex(
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"));
  }

  @Test
  void aMillionTimesTheLetterAHasTheKnownDigest() {
    byte[] thousand = "a".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    Sha256 sha = new Sha256();
    for (int i = 0; i < 1000; i++) {
      sha.update(thousand, 0, thousand.length);
    }
    assertEquals(
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", hexOf(sha.digest()));
  }

  @Test
  void partsGiveTheSameDigestAsTheWhole() {
    byte[] bytes = new byte[257];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    byte[] whole = Sha256.digest(bytes);
    for (int cut = 0; cut <= bytes.length; cut++) {
      Sha256 sha = new Sha256();
      sha.update(bytes, 0, cut);
      sha.update(bytes, cut, bytes.length - cut);
      assertArrayEquals(whole, sha.digest());
    }
  }

  @Test
  void afterADigestANewMessageStarts() {
    Sha256 sha = new Sha256();
    sha.update(new byte[] {1, 2, 3}, 0, 3);
    sha.digest();
    assertArrayEquals(Sha256.digest(new byte[0]), sha.digest());
  }

  @Test
  void rangeOutsideTheArrayIsRefused() {
    assertThrows(IndexOutOfBoundsException.class, () -> new Sha256().update(new byte[4], 2, 3));
  }

  private static String hex(String ascii) {
    return Sha256.hex(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hexOf(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(Character.forDigit(b >> 4 & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    return hex.toString();
  }
}
