package dev.limpet.formats.dbus;

/** Types in the letters of D-Bus. */
final class Signatures {
  static final int LONGEST = 255;

  /** How deep arrays may lie in each other, and structs. */
  private static final int DEEPEST = 32;

  private static final String SIMPLE = "ybnqiuxtdhsog";

  private Signatures() {}

  /**
   * Checks that these are complete types, one after the other, or none.
   *
   * @throws DbusException where they are not
   */
  static String checked(String signature) {
    if (signature.length() > LONGEST) {
      throw new DbusException("a signature has more than " + LONGEST + " letters");
    }
    int at = 0;
    while (at < signature.length()) {
      at = end(signature, at);
    }
    return signature;
  }

  /**
   * Where the complete type that begins at {@code at} ends.
   *
   * @throws DbusException where there is none
   */
  static int end(String signature, int at) {
    return end(signature, at, 0, 0);
  }

  private static int end(String signature, int at, int arrays, int structs) {
    char type = letter(signature, at);
    if (arrays > DEEPEST || structs > DEEPEST) {
      throw new DbusException("types lie more than " + DEEPEST + " deep in each other");
    }
    return switch (type) {
      case 'a' ->
          letter(signature, at + 1) == '{'
              ? entry(signature, at + 1, arrays + 1, structs)
              : end(signature, at + 1, arrays + 1, structs);
      case '(' -> {
        int next = end(signature, at + 1, arrays, structs + 1);
        while (letter(signature, next) != ')') {
          next = end(signature, next, arrays, structs + 1);
        }
        yield next + 1;
      }
      default -> {
        if (type != 'v' && !isSimple(type)) {
          throw wrong(signature);
        }
        yield at + 1;
      }
    };
  }

  private static int entry(String signature, int at, int arrays, int structs) {
    if (!isSimple(letter(signature, at + 1))) {
      throw wrong(signature);
    }
    int close = end(signature, at + 2, arrays, structs + 1);
    if (letter(signature, close) != '}') {
      throw wrong(signature);
    }
    return close + 1;
  }

  private static char letter(String signature, int at) {
    if (at >= signature.length()) {
      throw wrong(signature);
    }
    return signature.charAt(at);
  }

  private static DbusException wrong(String signature) {
    return new DbusException("no types of D-Bus: " + signature);
  }

  /** Whether a value of that type has no others in it: it can be the key of a dictionary. */
  static boolean isSimple(char type) {
    return SIMPLE.indexOf(type) >= 0;
  }

  /** At a multiple of how many bytes values of that type begin. */
  static int alignment(char type) {
    return switch (type) {
      case 'y', 'g', 'v' -> 1;
      case 'n', 'q' -> 2;
      case 'x', 't', 'd', '(', '{' -> 8;
      default -> 4;
    };
  }
}
