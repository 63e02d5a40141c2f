package dev.limpet.formats.seccomp;

import dev.limpet.formats.bpf.BpfAssembler;
import dev.limpet.formats.bpf.BpfInstruction;
import dev.limpet.formats.oci.SeccompArg;
import java.util.List;

/** Compiles conditions on arguments: 64-bit comparisons out of 32-bit ones. */
final class Conditions {
  private final BpfAssembler assembler;

  Conditions(BpfAssembler assembler) {
    this.assembler = assembler;
  }

  /** Goes on at {@code ifAll} where all of {@code args} hold, else at {@code ifNot}. */
  int all(List<SeccompArg> args, int ifAll, int ifNot) {
    int next = ifAll;
    for (int i = args.size() - 1; i >= 0; i--) {
      next = one(args.get(i), next, ifNot);
    }
    return next;
  }

  private int one(SeccompArg arg, int yes, int no) {
    return switch (arg.op()) {
      case SCMP_CMP_EQ -> equal(arg, -1L, arg.value(), yes, no);
      case SCMP_CMP_NE -> equal(arg, -1L, arg.value(), no, yes);
      case SCMP_CMP_MASKED_EQ -> equal(arg, arg.value(), arg.valueTwo() & arg.value(), yes, no);
      case SCMP_CMP_GT -> above(arg, BpfInstruction.JGT, yes, no);
      case SCMP_CMP_LE -> above(arg, BpfInstruction.JGT, no, yes);
      case SCMP_CMP_GE -> above(arg, BpfInstruction.JGE, yes, no);
      case SCMP_CMP_LT -> above(arg, BpfInstruction.JGE, no, yes);
    };
  }

  private int equal(SeccompArg arg, long mask, long value, int yes, int no) {
    int low = half(SeccompData.argLow(arg.index()), (int) mask, (int) value, yes, no);
    return half(
        SeccompData.argHigh(arg.index()), (int) (mask >>> 32), (int) (value >>> 32), low, no);
  }

  /** Whether a 32-bit half, masked, equals {@code value}. A mask of nothing needs no look at it. */
  private int half(int offset, int mask, int value, int yes, int no) {
    if (mask == 0) {
      return value == 0 ? yes : no;
    }
    assembler.jump(BpfInstruction.JEQ, value, yes, no);
    if (mask != -1) {
      assembler.and(mask);
    }
    return assembler.load(offset);
  }

  /** Unsigned comparison: the upper halves decide, and only if they are equal the lower ones. */
  private int above(SeccompArg arg, int lowCode, int yes, int no) {
    int high = (int) (arg.value() >>> 32);
    assembler.jump(lowCode, (int) arg.value(), yes, no);
    int low = assembler.load(SeccompData.argLow(arg.index()));
    int equal = assembler.jump(BpfInstruction.JEQ, high, low, no);
    assembler.jump(BpfInstruction.JGT, high, yes, equal);
    return assembler.load(SeccompData.argHigh(arg.index()));
  }
}
