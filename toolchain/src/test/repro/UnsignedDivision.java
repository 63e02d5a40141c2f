// Shows: the unsigned divisions are bare C divisions (IntegerNativeGenerator, LongNativeGenerator).
// By
// zero the JVM throws; natively the process is killed by SIGFPE.
public class UnsignedDivision {
  interface Division {
    long result();
  }

  static void show(Division division) {
    try {
      System.out.println(division.result());
    } catch (ArithmeticException e) {
      System.out.println(e.getMessage());
    }
  }

  public static void main(String[] args) {
    int zero = args.length;
    for (int b : new int[] {zero, zero + 3, zero - 1}) {
      show(() -> Integer.divideUnsigned(-7, b));
      show(() -> Integer.remainderUnsigned(-7, b));
      show(() -> Long.divideUnsigned(-7L, b));
      show(() -> Long.remainderUnsigned(-7L, b));
    }
  }
}
