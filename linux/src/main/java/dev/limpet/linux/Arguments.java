package dev.limpet.linux;

import dev.limpet.linux.raw.Raw;
import java.util.List;

/**
 * The command line, without loss: what {@code main} is given has been decoded as if it were text.
 *
 * @param program the name that the program was started under, {@code argv[0]}
 * @param words the arguments after it, each an {@link OsString}
 */
public record Arguments(String program, List<String> words) {
  public Arguments {
    words = List.copyOf(words);
  }

  /**
   * The arguments of this process.
   *
   * @param main what {@code main} was given: tells how many there are, and stands in where the
   *     originals are not to be had (on the JVM)
   */
  public static Arguments ofProcess(String[] main) {
    long address = Raw.arguments(main.length + 1);
    if (address == 0) {
      return new Arguments("", List.of(main));
    }
    String[] all = CString.readArray(address);
    String[] words = new String[all.length - 1];
    System.arraycopy(all, 1, words, 0, words.length);
    return new Arguments(all[0], List.of(words));
  }
}
