// Shows: instructions that fault, removed because nobody uses their result
// (PreOptimizingClassHolderSource, UnusedVariableElimination). Prints six exceptions on the JVM,
// none with
// TeaVM 0.16.0.
public class DeadFaults {
  static class Box {
    int value;
  }

  static void divide(int a, int b) {
    int unused = a / b;
  }

  static void load(int[] a, int i) {
    int unused = a[i];
  }

  static void read(Box box) {
    int unused = box.value;
  }

  static void cast(Object o) {
    String unused = (String) o;
  }

  static void create(int n) {
    int[] unused = new int[n];
  }

  static void length(int[] a) {
    int unused = a.length;
  }

  static void run(Runnable r) {
    try {
      r.run();
      System.out.println("no exception");
    } catch (RuntimeException e) {
      System.out.println("exception");
    }
  }

  public static void main(String[] args) {
    int n = args.length;
    run(() -> divide(1, n));
    run(() -> load(new int[1], n + 1));
    run(() -> read(n == 0 ? null : new Box()));
    run(() -> cast(n == 0 ? (Object) 1 : ""));
    run(() -> create(n - 1));
    run(() -> length(n == 0 ? null : new int[1]));
  }
}
