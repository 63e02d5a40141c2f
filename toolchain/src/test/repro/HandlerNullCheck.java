// Shows: a handler dereferences null because the protected block would have checked it
// (NullCheckInsertion). Prints NullPointerException on the JVM, crashes with TeaVM 0.16.0.
public class HandlerNullCheck {
  static class Box {
    int value;
  }

  static void fail() {
    throw new IllegalStateException();
  }

  static int f(Box box) {
    try {
      fail();
      box.value = 1;
    } catch (IllegalStateException e) {
      box.value = 2;
    }
    return box.value;
  }

  public static void main(String[] args) {
    try {
      System.out.println(f(args.length == 0 ? null : new Box()));
    } catch (NullPointerException e) {
      System.out.println("NullPointerException");
    }
  }
}
