package dev.limpet.formats.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BpfAssemblerTest {
  @Test
  void equalReturnsNearbyAreSharedAndFarOnesReached() {
    BpfAssembler assembler = new BpfAssembler();
    int yes = assembler.ret(1);
    int no = assembler.ret(0);
    assertEquals(yes, assembler.ret(1));
    // A chain far longer than a jump reaches: every link needs both ends of the program.
    for (int i = 600; i > 0; i--) {
      int next = i == 600 ? no : assembler.here();
      assembler.jump(BpfInstruction.JEQ, i, yes, next);
    }
    assembler.load(0);
    long[] program = assembler.program();
    assertTrue(program.length > 600, () -> program.length + " instructions");
    for (int value : new int[] {0, 1, 2, 299, 600, 601, -1}) {
      int expected = value >= 1 && value <= 600 ? 1 : 0;
      assertEquals(expected, BpfInterpreter.run(program, new int[] {value}));
    }
  }
}
