package dev.limpet.formats.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BpfInterpreterTest {
  private static long op(int code, int jt, int jf, int k) {
    return new BpfInstruction(code, jt, jf, k).packed();
  }

  private static final long RETURN_7 = op(BpfInstruction.RET, 0, 0, 7);
  private static final long RETURN_9 = op(BpfInstruction.RET, 0, 0, 9);

  @Test
  void packingKeepsEveryBit() {
    BpfInstruction all = new BpfInstruction(0xffff, 0xfe, 0xfd, 0xfcfbfaf9);
    assertEquals(all, BpfInstruction.unpack(all.packed()));
    assertEquals(0xfcfbfaf9fdfeffffL, all.packed());
  }

  @Test
  void comparisonsAreUnsigned() {
    long[] greater = {
      op(BpfInstruction.LD_W_ABS, 0, 0, 4), op(BpfInstruction.JGT, 0, 1, 1), RETURN_7, RETURN_9,
    };
    assertEquals(7, BpfInterpreter.run(greater, new int[] {0, -1}));
    assertEquals(7, BpfInterpreter.run(greater, new int[] {0, 2}));
    assertEquals(9, BpfInterpreter.run(greater, new int[] {0, 1}));
    long[] atLeast = {
      op(BpfInstruction.LD_W_ABS, 0, 0, 0), op(BpfInstruction.JGE, 0, 1, -2), RETURN_7, RETURN_9,
    };
    assertEquals(7, BpfInterpreter.run(atLeast, new int[] {-2}));
    assertEquals(9, BpfInterpreter.run(atLeast, new int[] {1}));
  }

  @Test
  void maskAndBitTestLookAtBits() {
    long[] masked = {
      op(BpfInstruction.LD_W_ABS, 0, 0, 0),
      op(BpfInstruction.AND, 0, 0, 0xf0),
      op(BpfInstruction.JEQ, 0, 1, 0x30),
      RETURN_7,
      RETURN_9,
    };
    assertEquals(7, BpfInterpreter.run(masked, new int[] {0x1234}));
    assertEquals(9, BpfInterpreter.run(masked, new int[] {0x1244}));
    long[] bits = {
      op(BpfInstruction.LD_W_ABS, 0, 0, 0), op(BpfInstruction.JSET, 0, 1, 6), RETURN_7, RETURN_9,
    };
    assertEquals(7, BpfInterpreter.run(bits, new int[] {2}));
    assertEquals(9, BpfInterpreter.run(bits, new int[] {9}));
  }

  @Test
  void programsThatTheKernelRefusesAreRefused() {
    int[] data = new int[16];
    assertRefused(new long[0], data);
    assertRefused(new long[] {op(BpfInstruction.LD_W_ABS, 0, 0, 0)}, data);
    assertRefused(new long[] {op(BpfInstruction.LD_W_ABS, 0, 0, 64), RETURN_7}, data);
    assertRefused(new long[] {op(BpfInstruction.LD_W_ABS, 0, 0, 2), RETURN_7}, data);
    assertRefused(new long[] {op(BpfInstruction.JEQ, 1, 0, 0), RETURN_7}, data);
    assertRefused(new long[] {op(BpfInstruction.JA, 0, 0, -1), RETURN_7}, data);
    assertRefused(new long[] {op(0x07, 0, 0, 0), RETURN_7}, data);
    assertRefused(new long[4097], data);
  }

  private static void assertRefused(long[] program, int[] data) {
    assertThrows(IllegalArgumentException.class, () -> BpfInterpreter.run(program, data));
  }
}
