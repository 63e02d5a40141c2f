package dev.limpet.linux;

/**
 * One instruction of a classic BPF program, packed as the kernel's {@code struct sock_filter} lies
 * in memory on a little-endian machine: {@code code} in bits 0–15, {@code jt} 16–23, {@code jf}
 * 24–31, {@code k} 32–63.
 */
public final class SockFilter {
  private SockFilter() {}

  /**
   * One instruction.
   *
   * @param code operation, 16 bits
   * @param jt how many instructions to skip if a jump's condition holds, 0 to 255
   * @param jf how many to skip if not, 0 to 255
   * @param k the operand, 32 bits
   */
  public static long pack(int code, int jt, int jf, int k) {
    if (code >>> 16 != 0 || jt >>> 8 != 0 || jf >>> 8 != 0) {
      throw new IllegalArgumentException("sock_filter " + code + " " + jt + " " + jf);
    }
    return code | (long) jt << 16 | (long) jf << 24 | (long) k << 32;
  }

  public static int code(long instruction) {
    return (int) instruction & 0xffff;
  }

  public static int jt(long instruction) {
    return (int) (instruction >>> 16) & 0xff;
  }

  public static int jf(long instruction) {
    return (int) (instruction >>> 24) & 0xff;
  }

  public static int k(long instruction) {
    return (int) (instruction >>> 32);
  }
}
