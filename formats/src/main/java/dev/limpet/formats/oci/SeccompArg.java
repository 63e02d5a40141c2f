package dev.limpet.formats.oci;

/**
 * A condition on one argument of a system call; comparisons are of unsigned 64-bit numbers.
 *
 * @param index which argument, 0 to 5
 * @param value what it is compared with; the mask for SCMP_CMP_MASKED_EQ
 * @param valueTwo for SCMP_CMP_MASKED_EQ what the masked argument must equal, in the bits of the
 *     mask; else without meaning
 * @param op how it is compared
 */
public record SeccompArg(int index, long value, long valueTwo, SeccompOperator op) {
  public SeccompArg {
    if (index < 0 || index > 5) {
      throw new IllegalArgumentException("a system call has no argument " + index);
    }
  }
}
