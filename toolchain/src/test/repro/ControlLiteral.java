// Shows: a string literal with a control character from U+0080 to U+009F. TeaVM 0.16.0 writes it as
// a
// universal character name, which C does not allow: the program does not compile.
public class ControlLiteral {
  public static void main(String[] args) {
    String controls = "\u0080\u009b5\\u0085 \u009f\u00a0";
    for (int i = 0; i < controls.length(); i++) {
      System.out.print((int) controls.charAt(i) + " ");
    }
    System.out.println();
  }
}
