package dev.limpet.formats.bpf;

/**
 * One instruction of classic BPF as seccomp(2) allows it (linux/filter.h, linux/bpf_common.h).
 *
 * @param code one of the operations below
 * @param jt how many instructions a jump skips if its condition holds, 0 to 255
 * @param jf how many if not, 0 to 255
 * @param k the operand, 32 bits
 */
public record BpfInstruction(int code, int jt, int jf, int k) {
  /** Loads the 32-bit word at byte {@code k} of the data into A. */
  public static final int LD_W_ABS = 0x20;

  /** Jumps by {@code k}, an unsigned number. */
  public static final int JA = 0x05;

  /** A == k. */
  public static final int JEQ = 0x15;

  /** A > k, unsigned. */
  public static final int JGT = 0x25;

  /** A >= k, unsigned. */
  public static final int JGE = 0x35;

  /** A & k != 0. */
  public static final int JSET = 0x45;

  /** A = A & k. */
  public static final int AND = 0x54;

  /** Ends the program with the verdict {@code k}. */
  public static final int RET = 0x06;

  /** The longest program that the kernel takes (BPF_MAXINSNS). */
  public static final int MAX_PROGRAM = 4096;

  /** The furthest that {@code jt} and {@code jf} reach. */
  public static final int MAX_SKIP = 255;

  /**
   * The instruction as {@code struct sock_filter} lies in memory on a little-endian machine: code
   * in bits 0 to 15, jt 16 to 23, jf 24 to 31, k 32 to 63.
   */
  public long packed() {
    return (code & 0xffffL) | (jt & 0xffL) << 16 | (jf & 0xffL) << 24 | (long) k << 32;
  }

  /** The inverse of {@link #packed}. */
  public static BpfInstruction unpack(long packed) {
    return new BpfInstruction(
        (int) packed & 0xffff,
        (int) (packed >>> 16) & 0xff,
        (int) (packed >>> 24) & 0xff,
        (int) (packed >>> 32));
  }
}
