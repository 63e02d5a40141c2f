package dev.limpet.sandbox.boxes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.FakeKernel;
import dev.limpet.sandbox.RefusedException;
import org.junit.jupiter.api.Test;

class BoxNameTest {
  @Test
  void lettersDigitsAndALittleMoreAreAName() {
    for (String name : new String[] {"a", "7", "a.b_c-D", "x".repeat(64)}) {
      assertEquals(name, BoxName.checked(name));
    }
  }

  @Test
  void whatCouldBeAPathIsNoName() {
    for (String name :
        new String[] {
          "", ".", "..", "../x", "a/b", "/", "-a", ".a", "a b", "a\nb", "a\0", "ä", "x".repeat(65)
        }) {
      assertFalse(BoxName.isName(name), name);
      String message =
          String.valueOf(
              assertThrows(RefusedException.class, () -> BoxName.checked(name)).getMessage());
      assertTrue(message.length() < 250, message);
    }
  }

  @Test
  void generatedNameIsOne() {
    assertTrue(BoxName.isName(BoxName.random(FakeKernel.asUser(1, 1))));
  }
}
