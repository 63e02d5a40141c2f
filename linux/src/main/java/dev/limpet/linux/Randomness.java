package dev.limpet.linux;

/** Random bytes fit for keys and identifiers, from the kernel: getrandom(2). */
public final class Randomness {
  private final Kernel kernel;

  public Randomness(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code count} random bytes. */
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    kernel.getrandom(bytes);
    return bytes;
  }

  /** 64 random bits. */
  public long nextLong() {
    long value = 0;
    for (byte b : bytes(Long.BYTES)) {
      value = value << 8 | (b & 0xff);
    }
    return value;
  }

  /** {@code count} random bytes as {@code 2 * count} lower-case hexadecimal digits. */
  public String hex(int count) {
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes(count)) {
      hex.append(Character.forDigit(b >> 4 & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    return hex.toString();
  }
}
