// Shows: a handler sees the value that a parameter gets after the point that threw (PhiUpdater).
// Prints 5 on the JVM, 0 with TeaVM 0.16.0's C backend.
public class StaleParameter {
  static void fail() {
    throw new IllegalStateException();
  }

  static int f(int b, int[] result) {
    try {
      try {
        fail();
        b -= b;
      } finally {
        result[0] = b;
      }
    } catch (IllegalStateException expected) {
      return result[0];
    }
    return -1;
  }

  public static void main(String[] args) {
    System.out.println(f(5, new int[1]));
  }
}
