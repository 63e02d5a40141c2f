// Shows: the empty text is not found behind the end (TString.indexOf), and StringBuilder.indexOf
// does not
// take a negative index (TAbstractStringBuilder).
public class EmptyPart {
  public static void main(String[] args) {
    for (int from : new int[] {-3, 0, 2, 3, 4, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      System.out.println("abc".indexOf("", from) + " " + "abc".indexOf("c", from));
      StringBuilder builder = new StringBuilder("abc");
      System.out.println(builder.indexOf("", from) + " " + builder.indexOf("c", from));
    }
  }
}
