// Shows: a call through an interface taken for the initialization of its fields
// (ClassInitElimination).
// Prints 3 on the JVM, 0 with TeaVM 0.16.0.
public class InterfaceInit {
  interface Sized {
    int SIZE = "abc".concat("").length();

    int size();
  }

  static int f(Sized sized) {
    return sized.size() + Sized.SIZE;
  }

  public static void main(String[] args) {
    System.out.println(f(() -> 0));
  }
}
