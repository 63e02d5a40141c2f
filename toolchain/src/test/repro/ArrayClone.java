// Shows: clone() of a primitive array writes behind the copy.
// Prints 0 on the JVM; TeaVM 0.16.0 copies 8 bytes for each byte, over what lies behind, and
// crashes.
public class ArrayClone {
  static byte[] garbage;

  public static void main(String[] args) {
    byte[] source = new byte[100];
    java.util.Arrays.fill(source, (byte) 7);
    byte[][] kept = new byte[2000][];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = new byte[100];
      garbage = new byte[100];
      garbage = new byte[100];
      garbage = new byte[100];
    }
    byte[][] copies = new byte[3000][];
    int wrong = 0;
    for (int i = 0; i < 200_000 && wrong == 0; i++) {
      copies[i % copies.length] = source.clone();
      if (i % 1000 == 0) {
        for (byte[] k : kept) {
          wrong += k.length != 100 || k[0] != 0 || k[99] != 0 ? 1 : 0;
        }
      }
    }
    System.out.println(wrong);
  }
}
