// Shows: what happens when the stack is full. Expected natively: one line on standard error, exit
// code 125;
// TeaVM 0.16.0 ends by SIGSEGV.
public class StackExhausted {
  static int depth(int n) {
    return depth(n + 1) + 1;
  }

  public static void main(String[] args) {
    System.out.println(depth(0));
  }
}
