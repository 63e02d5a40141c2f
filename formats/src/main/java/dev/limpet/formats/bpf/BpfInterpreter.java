package dev.limpet.formats.bpf;

/**
 * Runs a seccomp filter as the kernel does, and refuses what the kernel refuses (kernel/seccomp.c,
 * net/core/filter.c): loads outside the data or not aligned, jumps past the end, programs that do
 * not end in a return, unknown operations.
 */
public final class BpfInterpreter {
  private BpfInterpreter() {}

  /**
   * The verdict (SECCOMP_RET_*) of {@code program} on {@code data}.
   *
   * @param program packed instructions, see {@link BpfInstruction#packed}
   * @param data the 32-bit words of struct seccomp_data
   * @throws IllegalArgumentException where the kernel would not load the program
   */
  public static int run(long[] program, int[] data) {
    check(program, data.length);
    int a = 0;
    int pc = 0;
    while (true) {
      BpfInstruction at = BpfInstruction.unpack(program[pc++]);
      int k = at.k();
      switch (at.code()) {
        case BpfInstruction.LD_W_ABS -> a = data[k >>> 2];
        case BpfInstruction.AND -> a &= k;
        case BpfInstruction.JA -> pc += k;
        case BpfInstruction.JEQ -> pc += a == k ? at.jt() : at.jf();
        case BpfInstruction.JGT -> pc += Integer.compareUnsigned(a, k) > 0 ? at.jt() : at.jf();
        case BpfInstruction.JGE -> pc += Integer.compareUnsigned(a, k) >= 0 ? at.jt() : at.jf();
        case BpfInstruction.JSET -> pc += (a & k) != 0 ? at.jt() : at.jf();
        case BpfInstruction.RET -> {
          return k;
        }
        default -> throw new IllegalStateException("operation " + at.code());
      }
    }
  }

  private static void check(long[] program, int words) {
    int length = program.length;
    if (length == 0 || length > BpfInstruction.MAX_PROGRAM) {
      throw new IllegalArgumentException("a program of " + length + " instructions");
    }
    for (int i = 0; i < length; i++) {
      BpfInstruction at = BpfInstruction.unpack(program[i]);
      int left = length - i - 1;
      boolean fine =
          switch (at.code()) {
            case BpfInstruction.LD_W_ABS -> (at.k() & 3) == 0 && at.k() >>> 2 < words;
            case BpfInstruction.AND, BpfInstruction.RET -> true;
            case BpfInstruction.JA -> Integer.compareUnsigned(at.k(), left) < 0;
            case BpfInstruction.JEQ, BpfInstruction.JGT, BpfInstruction.JGE, BpfInstruction.JSET ->
                at.jt() < left && at.jf() < left;
            default -> false;
          };
      if (!fine) {
        throw new IllegalArgumentException("instruction " + i + ": " + at);
      }
    }
    if (BpfInstruction.unpack(program[length - 1]).code() != BpfInstruction.RET) {
      throw new IllegalArgumentException("the program does not end in a return");
    }
  }
}
