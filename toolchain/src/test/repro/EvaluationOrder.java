// Shows: arguments evaluated from right to left (OptimizingVisitor folds calls into one C
// expression).
// Prints abc on the JVM, cba with TeaVM 0.16.0 and gcc.
public class EvaluationOrder {
  static int say(String s) {
    System.out.print(s);
    return s.length();
  }

  static int sum(int a, int b, int c) {
    return a + b + c;
  }

  public static void main(String[] args) {
    int n = sum(say("a"), say("b"), say("c"));
    System.out.println(n == 3 ? "" : " wrong");
  }
}
