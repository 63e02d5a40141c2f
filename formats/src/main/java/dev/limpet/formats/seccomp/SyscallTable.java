package dev.limpet.formats.seccomp;

import java.util.HashMap;
import java.util.Map;

/** The system calls of one architecture, by name. */
public final class SyscallTable {
  private final Map<String, Integer> numbers;

  private SyscallTable(Map<String, Integer> numbers) {
    this.numbers = numbers;
  }

  /**
   * Reads words: a number is that of the name after it, which the next names go on counting from.
   */
  static SyscallTable parse(String text) {
    Map<String, Integer> numbers = new HashMap<>();
    Words words = new Words(text);
    int next = 0;
    for (String word = words.next(); !word.isEmpty(); word = words.next()) {
      char first = word.charAt(0);
      if (first >= '0' && first <= '9') {
        next = Integer.parseInt(word);
      } else {
        numbers.put(word, next++);
      }
    }
    return new SyscallTable(numbers);
  }

  /** The number of {@code name}, or -1 where this architecture has no such call. */
  public int number(String name) {
    Integer number = numbers.get(name);
    return number == null ? -1 : number;
  }

  /** Names and numbers. */
  public Map<String, Integer> numbers() {
    return Map.copyOf(numbers);
  }
}
