// Shows: an empty range outside the text is no failure (TString.substring). Prints a failure for
// each of the four on the JVM; "" with TeaVM 0.16.0 for the first two.
public class SubstringRange {
  static String of(String text, int begin, int end) {
    try {
      return text.substring(begin, end);
    } catch (StringIndexOutOfBoundsException e) {
      return "out of range";
    }
  }

  public static void main(String[] args) {
    System.out.println(of("abc", 5, 5) + of("abc", -1, -1) + of("abc", 2, 1) + of("abc", 1, 4));
    try {
      System.out.println(of(args.length == 0 ? null : "abc", 3, 0));
    } catch (NullPointerException e) {
      System.out.println("null");
    }
    System.out.println(of("abc", 3, 3) + of("abc", 0, 3) + of("abc", 1, 2));
  }
}
