// Shows: System.arraycopy between reference arrays of different types does not take null.
// Prints null on the JVM; TeaVM 0.16.0 throws ArrayStoreException.
public class ArrayCopyNull {
  public static void main(String[] args) {
    Object[] target = {"x"};
    System.arraycopy(new String[1], 0, target, 0, 1);
    System.out.println(target[0]);
  }
}
