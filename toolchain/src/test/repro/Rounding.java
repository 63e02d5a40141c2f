// Shows: Math.rint and Math.round add half and cut (TMath), which is neither rounding half to even
// nor
// half up. rint(2.5) is 3 and round(-0.5) is -1 with TeaVM 0.16.0; 2 and 0 are specified.
public class Rounding {
  public static void main(String[] args) {
    double[] values = {
      0.5,
      1.5,
      2.5,
      -0.5,
      -1.5,
      -2.5,
      0.49999999999999994,
      -0.49999999999999994,
      0.0,
      -0.0,
      1e300,
      -1e300,
      4503599627370495.5,
      4503599627370497.0,
      9007199254740993.0,
      9.3e18,
      -9.3e18,
      0.7,
      -0.7,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE
    };
    for (double value : values) {
      System.out.println(Double.doubleToLongBits(Math.rint(value)) + " " + Math.round(value));
      System.out.println(StrictMath.round(value) + " " + Math.round((float) value));
    }
    for (float value : new float[] {0.5f, -0.5f, 0.49999997f, 8388609f, -8388609f, 3e9f, -3e9f}) {
      System.out.println(Math.round(value));
    }
  }
}
