// Shows: a value that is read behind a switch in a handler is lost by longjmp, as the analysis of
// what has
// to survive it sees no way out of a switch by break (AstDefinitionUsageAnalysis). Prints -8 and 0
// twice on
// the JVM; with TeaVM 0.16.0 whatever the register held.
public class SwitchInHandler {
  static void fail(int k) {
    if (k != 77) {
      throw new NullPointerException();
    }
  }

  static void see(int k) {}

  static int f(int a, int k) {
    int v = a;
    for (int i = 2; i >= 0; i--) {
      try {
        fail(k);
        v = a;
      } catch (NullPointerException e) {
        v =
            switch (a & 3) {
              case 0 -> v;
              default -> a;
            };
        see(k);
      }
    }
    return v;
  }

  static int old(int a, int k) {
    int v = a;
    for (int i = 2; i >= 0; i--) {
      try {
        v = a + i;
        fail(k);
        v = a;
      } catch (NullPointerException e) {
        switch (a & 3) {
          case 0:
            break;
          case 1:
            v = k;
            break;
          default:
            v = i;
        }
        see(k);
      }
    }
    return v;
  }

  public static void main(String[] args) {
    int zero = args.length;
    for (int k : new int[] {3, 77}) {
      for (int a : new int[] {zero - 8, zero, zero + 1, zero + 2}) {
        System.out.println(f(a, k) + " " + old(a, k));
      }
    }
  }
}
