// Shows: an assignment in a protected block that is a plain copy loses its place
// (GlobalValueNumbering, RegisterAllocator). Prints first on the JVM, nothing saved with TeaVM
// 0.16.0.
public class SavedException {
  static void fail(String message) {
    throw new IllegalStateException(message);
  }

  public static void main(String[] args) {
    RuntimeException saved = null;
    try {
      try {
        fail("first");
      } catch (RuntimeException e) {
        saved = e;
        fail("second");
      }
    } catch (IllegalStateException e) {
      System.out.println(saved == null ? "nothing saved" : saved.getMessage());
    }
  }
}
