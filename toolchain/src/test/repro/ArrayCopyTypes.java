// Shows: System.arraycopy between primitive arrays of different types writes past the target.
// Prints ArrayStoreException on the JVM; TeaVM 0.16.0 copies 400 bytes into 100.
public class ArrayCopyTypes {
  public static void main(String[] args) {
    try {
      System.arraycopy(new int[100], 0, new byte[100], 0, 100);
      System.out.println("copied");
    } catch (ArrayStoreException e) {
      System.out.println("ArrayStoreException");
    }
  }
}
