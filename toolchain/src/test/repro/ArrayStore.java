// Shows: no array store check. Prints ArrayStoreException on the JVM; TeaVM 0.16.0 stores the
// Integer.
public class ArrayStore {
  public static void main(String[] args) {
    Object[] array = new String[1];
    try {
      array[0] = args.length;
      System.out.println("stored");
    } catch (ArrayStoreException e) {
      System.out.println("ArrayStoreException");
    }
  }
}
