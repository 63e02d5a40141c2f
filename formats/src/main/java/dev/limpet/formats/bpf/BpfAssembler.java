package dev.limpet.formats.bpf;

import java.util.Arrays;

/**
 * Writes a program from its end to its beginning.
 *
 * <p>Classic BPF jumps forward only, so that whatever an instruction may jump to is known when it
 * is written. A label is the number of instructions from it to the end of the program, its own
 * included; every method returns the label of what it wrote, {@link #here} is the latest.
 */
public final class BpfAssembler {
  /** A jump reaches a little less than it could: a condition may need two trampolines before it. */
  private static final int REACH = BpfInstruction.MAX_SKIP - 2;

  private long[] backwards = new long[128];
  private int size;

  /** The label of the instruction that was written last. */
  public int here() {
    return size;
  }

  /** Ends with {@code verdict}; takes an earlier instruction that does so if one is in reach. */
  public int ret(int verdict) {
    long wanted = new BpfInstruction(BpfInstruction.RET, 0, 0, verdict).packed();
    for (int label = size; label > 0 && size - label < REACH; label--) {
      if (backwards[label - 1] == wanted) {
        return label;
      }
    }
    return add(wanted);
  }

  /** Loads the word at byte {@code offset}, then goes on with what was written last. */
  public int load(int offset) {
    return add(new BpfInstruction(BpfInstruction.LD_W_ABS, 0, 0, offset).packed());
  }

  /** A = A & mask, then goes on with what was written last. */
  public int and(int mask) {
    return add(new BpfInstruction(BpfInstruction.AND, 0, 0, mask).packed());
  }

  /**
   * Compares A with {@code k} by {@code code} (JEQ, JGT, JGE, JSET) and goes on at one of two
   * labels.
   */
  public int jump(int code, int k, int ifTrue, int ifFalse) {
    int t = near(ifTrue);
    int f = near(ifFalse);
    return add(new BpfInstruction(code, size - t, size - f, k).packed());
  }

  /** The program. */
  public long[] program() {
    long[] forwards = new long[size];
    for (int i = 0; i < size; i++) {
      forwards[i] = backwards[size - 1 - i];
    }
    return forwards;
  }

  /** The label itself, or a trampoline to it where a conditional jump would not reach it. */
  private int near(int label) {
    if (size - label <= REACH) {
      return label;
    }
    return add(new BpfInstruction(BpfInstruction.JA, 0, 0, size - label).packed());
  }

  private int add(long instruction) {
    if (size == backwards.length) {
      backwards = Arrays.copyOf(backwards, size * 2);
    }
    backwards[size++] = instruction;
    return size;
  }
}
