// Shows: StringBuilder.setCharAt writes behind the text and setLength takes any number
// (TAbstractStringBuilder). Natively nothing is thrown, and what setLength adds is what was there
// before.
public class TextBuffer {
  static void set(StringBuilder text, int index) {
    try {
      text.setCharAt(index, '!');
      System.out.println(text);
    } catch (IndexOutOfBoundsException e) {
      System.out.println("out of range");
    }
  }

  static void length(StringBuilder text, int length) {
    try {
      text.setLength(length);
      int hash = 0;
      for (int i = 0; i < text.length(); i++) {
        hash = 31 * hash + text.charAt(i);
      }
      System.out.println(text.length() + " " + hash);
    } catch (IndexOutOfBoundsException e) {
      System.out.println("out of range");
    }
  }

  public static void main(String[] args) {
    StringBuilder text = new StringBuilder("abc");
    for (int index : new int[] {-1, 0, 2, 3, 4, 1000}) {
      set(text, index);
    }
    for (int length : new int[] {-1, 2, 0, 5, 1000, 1}) {
      length(text, length);
    }
  }
}
