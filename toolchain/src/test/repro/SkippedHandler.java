// Shows: an exception that a finally block throws again skips the catch clauses around it
// (BreakEliminator
// and CodeGenerationVisitor): f0 ends in the catch of RuntimeException instead of the one of
// ArrayIndexOutOfBoundsException. A random program, cut down to one function. The line starts with
// 0 284144 on the JVM, with 0 284340 with TeaVM 0.16.0.
public class SkippedHandler {
  static class Bx {
    int v;
  }

  static Bx box(int v) {
    if ((v & 15) == 13) return null;
    var b = new Bx();
    b.v = v;
    return b;
  }

  static int fuel;

  static int f0(int a, int b, int k) {
    if (k <= 0 || --fuel < 0) return a ^ b;
    int c = a + 1, d = b - 1;
    long l = a * 31L, m = b ^ 0x5555L;
    double dd = a * 0.5;
    Object o = "q";
    String s = "";
    int[] arr = {a, b, c, d};
    if (k > 0) {
      try {
        try {
          try {
            try {
              try {
                arr[b & 3] = (b >>> 2147483647);
                c ^= ((o instanceof String ? 2 : (c | 100)) | 1);
                l = (long) b * l;
              } catch (IllegalStateException e0) {
                c += 5;
                arr[box((a | d)).v] = a;
                s += (char) ('a' + (b & 15));
                l = (long) d * l;
                o = box(c);
              } catch (ClassCastException e1) {
                c += 76;
                d = c;
                arr[a & 3] = 31;
                b += (d * (box(a).v * (2 >>> 3)));
                b = box(2).v;
              }
            } catch (IllegalStateException e2) {
              c += 6;
              d -= (-1 ^ arr[a & 7]);
              d = (0 / (o == null ? (l > l ? c : 0) : (d * c)));
              arr[c & 3] = (a - arr[d & 3]);
            }
            for (int i3 = 0; i3 < 4; i3++) {
              try {
                d = ((-1 & 1) == 0 ? b : arr[a & 3]);
                b ^= c;
                c ^= arr[(b ^ (3 | b))];
              } catch (ArithmeticException e4) {
                c += 30;
                dd = dd * 1.5 + c;
                arr[a & 3] =
                    ((o == null ? (d ^ a) : (c ^ b)) << box((-2147483648 >>> -2147483648)).v);
                b = arr[(c - arr[c & 7])];
              } finally {
                arr[arr[c & 7]] = a;
                arr[(int) l] = (int) m;
              }
              b += i3;
            }
          } finally {
            ;
          }
        } catch (ArrayIndexOutOfBoundsException e5) {
          c += 26;
          ;
        } catch (ArithmeticException e6) {
          c += 40;
          ;
        } finally {
          ;
        }
      } catch (NullPointerException e7) {
        c += 48;
        ;
      } catch (IllegalStateException e8) {
        c += 26;
        ;
      } catch (RuntimeException e9) {
        c += 54;
        ;
      }
    }
    return a * 3
        + b * 5
        + c * 7
        + d * 11
        + (int) (l ^ m)
        + (int) dd
        + s.hashCode()
        + arr[0]
        + arr[1] * 3
        + arr[2] * 5
        + arr[3] * 7;
  }

  static int run(int i, int a, int b) {
    fuel = 400;
    return switch (i) {
      case 0 -> f0(a, b, 4);
      default -> 0;
    };
  }

  public static void main(String[] x) {
    int[] in = {0, 1, -1, 5, 13, 100, 2147483647, -2147483648};
    for (int i = 0; i <= 0; i++) {
      var sb = new StringBuilder();
      sb.append(i);
      for (int p : in)
        for (int q : new int[] {0, 3, -7}) {
          String r;
          try {
            r = Integer.toString(run(i, p, q));
          } catch (RuntimeException e) {
            r =
                e.getClass().getSimpleName().substring(0, 4)
                    + (e instanceof IllegalStateException ? e.getMessage() : "");
          }
          sb.append(' ').append(r);
        }
      System.out.println(sb);
    }
  }
}
