package dev.limpet.formats.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.formats.bpf.BpfInterpreter;
import org.junit.jupiter.api.Test;

class TerminalFilterTest {
  private static final int ALLOW = 0x7fff0000;
  private static final int EPERM = 0x00050001;

  /** Each ABI, and the numbers of its ioctl(2): AUDIT_ARCH_*, then numbers. */
  private static final int[][] ABIS = {
    // x86_64; x32 has its own, and older kernels take either table's numbers with and without the
    // bit
    {0xc000003e, 16, 514, 0x40000010, 0x40000202},
    {0x40000003, 54}, // i386
    {0xc00000b7, 29}, // aarch64
    {0x40000028, 54}, // arm
    {0xc00000f3}, // riscv64: none of ours
  };

  private static final long[] COMMANDS = {
    0,
    0x5411,
    0x5412,
    0x5413,
    0x541b,
    0x541c,
    0x541d,
    0x5412_0000_0000L,
    -1,
    0x100005412L,
    0x8000_0000_0000_541cL,
    0xffff_ffff_0000_5412L,
  };

  @Test
  void noAbiCanTypeIntoATerminal() {
    long[] program = TerminalFilter.program();
    for (int[] abi : ABIS) {
      for (int i = 1; i < abi.length; i++) {
        for (long command : COMMANDS) {
          boolean types = (int) command == 0x5412 || (int) command == 0x541c;
          assertEquals(
              types ? EPERM : ALLOW,
              BpfInterpreter.run(program, SeccompData.words(abi[i], abi[0], 0, command, -1)));
        }
      }
    }
  }

  @Test
  void everyOtherCallIsAllowed() {
    long[] program = TerminalFilter.program();
    for (int[] abi : ABIS) {
      for (int nr = -2000; nr < 2000; nr++) {
        for (int bit : new int[] {0, 0x40000000}) {
          if (!isIoctl(abi, nr + bit)) {
            int[] call = SeccompData.words(nr + bit, abi[0], 0x5412, 0x5412, 0x5412);
            assertEquals(ALLOW, BpfInterpreter.run(program, call));
          }
        }
      }
    }
  }

  private static boolean isIoctl(int[] abi, int nr) {
    for (int i = 1; i < abi.length; i++) {
      if (nr == abi[i]) {
        return true;
      }
    }
    return false;
  }
}
