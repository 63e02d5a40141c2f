package dev.limpet.images.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest by SHA-256, the one algorithm that is in use: what content is named by.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
  private static final String PREFIX = "sha256:";
  private static final int DIGITS = 64;

  public Digest {
    if (hex.length() != DIGITS || !isHex(hex)) {
      throw new ImageException("no digest: 64 hexadecimal digits are wanted");
    }
  }

  /** The digest that {@code text} ({@code sha256:…}) is; {@code where} it stands, for messages. */
  public static Digest parse(String text, String where) {
    if (!text.startsWith(PREFIX)) {
      throw new ImageException(where + " is no sha256 digest: " + text);
    }
    String hex = text.substring(PREFIX.length());
    if (hex.length() != DIGITS || !isHex(hex)) {
      throw new ImageException(where + " is no sha256 digest: " + text);
    }
    return new Digest(hex);
  }

  public static Digest of(byte[] bytes) {
    return of(sha256().digest(bytes), 0);
  }

  /** What a finished {@code sha256} says. */
  public static Digest from(MessageDigest sha256) {
    return of(sha256.digest(), 0);
  }

  private static Digest of(byte[] sum, int from) {
    return new Digest(HexFormat.of().formatHex(sum, from, sum.length));
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  /** Enough of it for people. */
  public String brief() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
