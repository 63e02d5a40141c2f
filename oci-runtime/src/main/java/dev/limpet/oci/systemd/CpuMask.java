package dev.limpet.oci.systemd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lists of processors or of nodes of memory, such as {@code 0-3,7}, as a bit for each. */
final class CpuMask {
  /** The most that kernels are built for. */
  private static final int MOST = 8192;

  private CpuMask() {}

  /** The bits, the lowest first; null where {@code list} is none, which the kernel will say. */
  static byte @Nullable [] of(String list) {
    byte[] bits = new byte[MOST / 8];
    int highest = -1;
    int start = 0;
    for (int i = 0; i <= list.length(); i++) {
      if (i < list.length() && list.charAt(i) != ',') {
        continue;
      }
      String range = list.substring(start, i).strip();
      start = i + 1;
      if (range.isEmpty()) {
        continue;
      }
      int dash = range.indexOf('-');
      int first = number(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : number(range.substring(dash + 1));
      if (first < 0 || last < first) {
        return null;
      }
      for (int bit = first; bit <= last; bit++) {
        bits[bit / 8] |= (byte) (1 << bit % 8);
      }
      highest = Math.max(highest, last);
    }
    return highest < 0 ? null : Arrays.copyOf(bits, highest / 8 + 1);
  }

  private static int number(String digits) {
    int number = digits.isEmpty() ? -1 : 0;
    for (int i = 0; i < digits.length() && number >= 0; i++) {
      int digit = digits.charAt(i) - '0';
      number = digit < 0 || digit > 9 || number >= MOST ? -1 : number * 10 + digit;
    }
    return number >= MOST ? -1 : number;
  }
}
