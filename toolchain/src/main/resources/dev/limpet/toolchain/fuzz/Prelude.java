package fz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** What generated functions stand on: the trace of their effects, and small operations. */
final class T {
  /** The trace of the running call: every effect is folded into it, in order. */
  static long h;

  static int fuel;
  static int said;
  static int seed;
  static String at;
  static Object keep;

  private T() {}

  static void start(int unit, int salt, int input) {
    at = "F" + unit + " " + input;
    seed = salt * 7919 + input * 104729;
    h = 17;
    fuel = 200;
    said = 0;
    keep = null;
    Base.made = 0;
  }

  private static int draw(int bound) {
    seed = seed * 1103515245 + 12345;
    return (seed >>> 12) % bound;
  }

  // The arguments of the call that starts.

  static int a() {
    return switch (draw(14)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> -1;
      case 3 -> Integer.MAX_VALUE;
      case 4 -> Integer.MIN_VALUE;
      case 5 -> 13;
      case 6 -> -129;
      case 7 -> 65536;
      case 8, 9, 10 -> draw(8);
      default -> draw(1000) - 500;
    };
  }

  static long b() {
    return switch (draw(10)) {
      case 0 -> 0L;
      case 1 -> -1L;
      case 2 -> Long.MAX_VALUE;
      case 3 -> Long.MIN_VALUE;
      case 4 -> 2147483648L;
      case 5, 6 -> draw(8);
      default -> draw(1000) * 10000000019L - 5000;
    };
  }

  static double c() {
    return switch (draw(10)) {
      case 0 -> 0.0;
      case 1 -> -0.0;
      case 2 -> Double.NaN;
      case 3 -> Double.NEGATIVE_INFINITY;
      case 4 -> 1e300;
      case 5 -> -2147483649.5;
      default -> draw(100) * 0.25 - 3;
    };
  }

  static String s() {
    int n = draw(12);
    return n < 8 ? word(n) : n == 8 ? "hello" : n == 9 ? "t1" : n == 10 ? "k1" : "x\u00e9y";
  }

  static Object o() {
    return thing(draw(64));
  }

  static void done(long value) {
    System.out.println(at + " = " + value + " " + h);
  }

  static void fail(Throwable e) {
    if (e instanceof VirtualMachineError v) {
      throw v;
    }
    System.out.println(at + " ! " + show(e, 0) + " " + h);
  }

  /** Class, message where the program gave it, cause, suppressed. */
  static String show(Throwable e, int depth) {
    if (e == null) {
      return "none";
    }
    if (depth > 3) {
      return "deep";
    }
    String m = e.getMessage();
    StringBuilder s = new StringBuilder(e.getClass().getName());
    if (m != null && (m.equals("/ by zero") || m.startsWith("#"))) {
      s.append('[').append(m).append(']');
    }
    if (e.getCause() != null) {
      s.append('<').append(show(e.getCause(), depth + 1));
    }
    for (Throwable t : e.getSuppressed()) {
      s.append('+').append(show(t, depth + 1));
    }
    return s.toString();
  }

  static void say(String text) {
    if (said++ > 3) {
      return;
    }
    StringBuilder s = new StringBuilder(at).append(" : ");
    if (text == null) {
      text = "<null>";
    }
    for (int i = 0; i < text.length() && i < 60; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 127) {
        s.append(c);
      } else {
        s.append('\\').append((int) c);
      }
    }
    System.out.println(s);
  }

  static void mix(long v) {
    h = h * 1000003 + v;
  }

  static void mix(int v) {
    mix((long) v);
  }

  static void mix(short v) {
    mix((long) v + 1);
  }

  static void mix(byte v) {
    mix((long) v + 2);
  }

  static void mix(char v) {
    mix((long) v + 3);
  }

  static void mix(boolean v) {
    mix(v ? 5L : 4L);
  }

  static void mix(float v) {
    mix(6L + Float.floatToIntBits(v));
  }

  static void mix(double v) {
    mix(Double.doubleToLongBits(v));
  }

  static void mix(Object o) {
    mix(o, 0);
  }

  private static void mix(Object o, int depth) {
    if (depth > 4) {
      mix(99L);
      return;
    }
    int d = depth + 1;
    switch (o) {
      case null -> mix(7L);
      case String s -> {
        mix((long) s.length());
        for (int i = 0; i < s.length(); i++) {
          mix((long) s.charAt(i));
        }
      }
      case Integer v -> mix(11L + v);
      case Long v -> mix(12L + v);
      case Short v -> mix(13L + v);
      case Byte v -> mix(14L + v);
      case Character v -> mix(15L + v);
      case Boolean v -> mix(v ? 16L : 17L);
      case Float v -> mix(18L + Float.floatToIntBits(v));
      case Double v -> mix(19L + Double.doubleToLongBits(v));
      case int[] a -> {
        mix((long) a.length);
        for (int v : a) {
          mix((long) v);
        }
      }
      case long[] a -> {
        mix((long) a.length);
        for (long v : a) {
          mix(v);
        }
      }
      case short[] a -> {
        for (short v : a) {
          mix((long) v);
        }
      }
      case byte[] a -> {
        for (byte v : a) {
          mix((long) v);
        }
      }
      case char[] a -> {
        for (char v : a) {
          mix((long) v);
        }
      }
      case boolean[] a -> {
        for (boolean v : a) {
          mix(v);
        }
      }
      case float[] a -> {
        for (float v : a) {
          mix(v);
        }
      }
      case double[] a -> {
        for (double v : a) {
          mix(v);
        }
      }
      case Object[] a -> {
        mix((long) a.length);
        for (Object v : a) {
          mix(v, d);
        }
      }
      case Color c -> mix(20L + c.ordinal());
      case Point(int x, int y) -> {
        mix((long) x);
        mix((long) y);
      }
      case Dot(int id) -> mix(21L + id);
      case Line(Point from, Point to) -> {
        mix(from, d);
        mix(to, d);
      }
      case Group(Shape left, Shape right, String name) -> {
        mix(left, d);
        mix(right, d);
        mix(name, d);
      }
      case Base b -> mix(22L + b.get() + 31L * b.v);
      case Node n -> mix((long) n.sum());
      case StringBuilder s -> mix(s.toString(), d);
      case Set<?> s when !(s instanceof TreeSet) -> unordered(s, d);
      case Map<?, ?> m when !(m instanceof TreeMap || m instanceof LinkedHashMap) ->
          unordered(m.entrySet(), d);
      case Map<?, ?> m -> {
        for (Map.Entry<?, ?> e : m.entrySet()) {
          mix(e.getKey(), d);
          mix(e.getValue(), d);
        }
      }
      case Map.Entry<?, ?> e -> {
        mix(e.getKey(), d);
        mix(e.getValue(), d);
      }
      case Collection<?> c -> {
        mix((long) c.size());
        for (Object v : c) {
          mix(v, d);
        }
      }
      case Throwable t -> mix(show(t, 0), d);
      default -> mix(23L);
    }
  }

  /** The order of a hash table is nobody's promise: sum over the elements. */
  private static void unordered(Collection<?> c, int d) {
    long before = h;
    long sum = 0;
    for (Object v : c) {
      h = 31;
      mix(v, d);
      sum += h;
    }
    h = before;
    mix(sum);
  }

  static int i(int tag, int v) {
    mix(tag * 31L);
    mix((long) v);
    return v;
  }

  static <V> V see(int tag, V v) {
    mix(tag * 37L);
    mix(v);
    return v;
  }

  /** Most numbers come back, some are thrown. */
  static int boom(int v) {
    switch (v & 31) {
      case 1 -> throw new IllegalStateException("#ise" + v);
      case 3 -> throw new Ux("#ux" + (v & 255));
      case 5 -> throw new Uy("#uy", new Ux("#inner"));
      case 7 -> throw new NullPointerException("#npe");
      case 9 -> throw new ArrayIndexOutOfBoundsException("#aioobe");
      case 11 -> throw new ArithmeticException("#arith");
      case 13 -> throw new Er("#er" + v);
      case 15 -> throw new IllegalArgumentException();
      case 17 -> throw new ClassCastException("#cce");
      case 19 -> throw new NumberFormatException("#nfe");
      default -> {
        return v;
      }
    }
  }

  static int ck(int v) throws Ck {
    if ((v & 3) == 2) {
      throw new Ck("#ck" + v);
    }
    return v + 1;
  }

  static void toss(int v, Throwable cause) {
    if ((v & 1) == 0) {
      throw new Ux("#toss" + v, cause);
    }
  }

  /** Strings stay short however often they are doubled. */
  static String cap(String s) {
    return s == null || s.length() < 64 ? s : s.substring(s.length() - 64);
  }

  static int twist(int v) {
    return v * 31 + 7;
  }

  static Integer maybe(int v) {
    return (v & 7) == 5 ? null : v;
  }

  static String word(int v) {
    return switch (v & 7) {
      case 0 -> "";
      case 1 -> "a";
      case 2 -> "ab";
      case 3 -> null;
      case 4 -> "12";
      case 5 -> "-7";
      case 6 -> "zebra";
      default -> "w" + v;
    };
  }

  static Object thing(int v) {
    return switch (v & 15) {
      case 0 -> null;
      case 1 -> "s" + v;
      case 2 -> v;
      case 3 -> (long) v;
      case 4 -> (char) v;
      case 5 -> new int[] {v, 1, 2};
      case 6 -> new Point(v & 7, 2);
      case 7 -> new Dot(v);
      case 8 -> new Left(v, 2L);
      case 9 -> new Right(v);
      case 10 -> Color.GREEN;
      case 11 -> new String[] {"x", null};
      case 12 -> list(v & 3);
      case 13 -> new Line(new Point(1, v & 7), null);
      case 14 -> (double) v;
      default -> new Base(v);
    };
  }

  static int[] ints(int n) {
    int[] a = new int[n];
    for (int i = 0; i < n; i++) {
      a[i] = i * 7 - 3;
    }
    return a;
  }

  static long[] longs(int n) {
    long[] a = new long[n];
    for (int i = 0; i < n; i++) {
      a[i] = i == 2 ? Long.MIN_VALUE : i * 5000000000L - 3;
    }
    return a;
  }

  static short[] shorts(int n) {
    short[] a = new short[n];
    for (int i = 0; i < n; i++) {
      a[i] = (short) (i * 10000);
    }
    return a;
  }

  static byte[] bytes(int n) {
    byte[] a = new byte[n];
    for (int i = 0; i < n; i++) {
      a[i] = (byte) (i * 50 - 3);
    }
    return a;
  }

  static char[] chars(int n) {
    char[] a = new char[n];
    for (int i = 0; i < n; i++) {
      a[i] = (char) ('a' + i * 5);
    }
    return a;
  }

  static boolean[] bools(int n) {
    boolean[] a = new boolean[n];
    for (int i = 0; i < n; i++) {
      a[i] = i % 3 == 1;
    }
    return a;
  }

  static float[] floats(int n) {
    float[] a = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = i == 1 ? -0f : i == 2 ? Float.NaN : i * 1.5f;
    }
    return a;
  }

  static double[] doubles(int n) {
    double[] a = new double[n];
    for (int i = 0; i < n; i++) {
      a[i] = i == 1 ? -0.0 : i == 2 ? Double.NaN : i * 1e100 + 0.1;
    }
    return a;
  }

  static String[] strs(int n) {
    String[] a = new String[n];
    for (int i = 0; i < n; i++) {
      a[i] = i == 1 ? null : i == 2 ? "ab" : "s" + i;
    }
    return a;
  }

  static Object[] objs(int n) {
    Object[] a = new Object[n];
    for (int i = 0; i < n; i++) {
      a[i] = thing(i + 1);
    }
    return a;
  }

  static int[][] intss(int n) {
    int[][] a = new int[n][];
    for (int i = 0; i < n; i++) {
      a[i] = ints(4 - (i & 1));
    }
    return a;
  }

  static Shape shape(int v) {
    return switch (v & 3) {
      case 0 -> new Dot(v);
      case 1 -> new Line(new Point(v & 7, 2), new Point(3, 4));
      case 2 -> new Group(new Dot(1), new Line(null, new Point(1, v)), "g" + v);
      default -> new Line(new Point(1, 2), null);
    };
  }

  static Base base(int v) {
    return switch (v & 3) {
      case 0 -> new Base(v);
      case 1 -> new Left(v, 1L << v);
      default -> new Right(v);
    };
  }

  static int churn(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      Object[] a = new Object[i & 7];
      if (a.length > 1) {
        a[1] = new byte[(i & 31) * 8];
        a[0] = a;
      }
      if ((i & 63) == 0) {
        keep = a;
      }
      sum += a.length;
    }
    return sum;
  }

  /** A list with side branches, of {@code n} nodes. */
  static Node graph(int n) {
    Node head = null;
    for (int i = 0; i < n; i++) {
      head = new Node(i * 3 + 1, head);
      head.extra = (i & 3) == 0 ? "x" + i : new int[] {i, i + 1};
    }
    return head;
  }

  static List<Integer> list(int n) {
    List<Integer> l = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      l.add(i * 7 % 5);
    }
    return l;
  }

  static List<String> texts(int n) {
    List<String> l = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      l.add(i % 3 == 2 ? "k" : "t" + i);
    }
    return l;
  }

  static Map<String, Integer> map(int n) {
    Map<String, Integer> m =
        switch (n & 3) {
          case 0 -> new HashMap<>();
          case 1 -> new TreeMap<>();
          default -> new LinkedHashMap<>();
        };
    for (int i = 0; i < n; i++) {
      m.put("k" + i, i);
    }
    return m;
  }

  static Set<Integer> set(int n) {
    Set<Integer> s = (n & 1) == 0 ? new TreeSet<>() : new HashSet<>();
    for (int i = 0; i < n; i++) {
      s.add(i * 5);
    }
    return s;
  }

  static ArrayDeque<Integer> deque(int n) {
    ArrayDeque<Integer> d = new ArrayDeque<>();
    for (int i = 0; i < n; i++) {
      d.addLast(i);
    }
    return d;
  }

  static int hashes(Point p, Shape s) {
    Object q = p == null || p.x() == 13 ? null : new Point(p.x(), p.y());
    int r = q != null && q.equals(p) && q.hashCode() == p.hashCode() ? 1 : 0;
    return s instanceof Group(Shape a, Shape b, String n)
            && new Group(a, b, n).hashCode() == s.hashCode()
        ? r + 2
        : r;
  }

  // Text with indices. Which subclass of IndexOutOfBoundsException says so is not specified.

  private static IndexOutOfBoundsException out(IndexOutOfBoundsException e) {
    return new IndexOutOfBoundsException("#text");
  }

  static char charAt(CharSequence s, int i) {
    try {
      return s.charAt(i);
    } catch (IndexOutOfBoundsException e) {
      throw out(e);
    }
  }

  static String substring(String s, int i) {
    try {
      return s.substring(i);
    } catch (IndexOutOfBoundsException e) {
      throw out(e);
    }
  }

  static String substring(String s, int i, int j) {
    try {
      return s.substring(i, j);
    } catch (IndexOutOfBoundsException e) {
      throw out(e);
    }
  }

  static String text(char[] c, int i, int n) {
    try {
      return new String(c, i, n);
    } catch (IndexOutOfBoundsException e) {
      throw out(e);
    }
  }

  static StringBuilder insert(StringBuilder s, int i, String t) {
    try {
      return s.insert(i, t);
    } catch (IndexOutOfBoundsException e) {
      throw out(e);
    }
  }

  static StringBuilder delete(StringBuilder s, int i, int j) {
    try {
      return s.delete(i, j);
    } catch (IndexOutOfBoundsException e) {
      throw out(e);
    }
  }

  static StringBuilder deleteCharAt(StringBuilder s, int i) {
    try {
      return s.deleteCharAt(i);
    } catch (IndexOutOfBoundsException e) {
      throw out(e);
    }
  }

  static StringBuilder replace(StringBuilder s, int i, int j, String t) {
    try {
      return s.replace(i, j, t);
    } catch (IndexOutOfBoundsException e) {
      throw out(e);
    }
  }

  static void setLength(StringBuilder s, int n) {
    try {
      s.setLength(n);
    } catch (IndexOutOfBoundsException e) {
      throw out(e);
    }
  }

  static void setCharAt(StringBuilder s, int i, char c) {
    try {
      s.setCharAt(i, c);
    } catch (IndexOutOfBoundsException e) {
      throw out(e);
    }
  }

  // Orders that do not contradict themselves: what sorting does with others is specified nowhere.

  static int byLowBits(int x, int y) {
    return Integer.compare(x & 3, y & 3);
  }

  static int backwards(int x, int y) {
    return Integer.compare(y, x);
  }

  static int byFiveTimes(int x, int y) {
    return Integer.compare(x * 5, y * 5);
  }

  static int times(IntUnaryOperator f, int v) {
    int r = v;
    for (int i = 0; i < 3; i++) {
      r = f.applyAsInt(r);
    }
    return r;
  }

  static int sum(int first, int... more) {
    int r = first;
    for (int v : more) {
      r = r * 3 + v;
    }
    return r;
  }

  static <V extends Comparable<V>> V larger(V a, V b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}

enum Color {
  RED,
  GREEN {
    @Override
    int weight() {
      return 7;
    }
  },
  BLUE;

  int weight() {
    return ordinal() * 2 + 1;
  }
}

record Point(int x, int y) {
  Point {
    if (x == 13) {
      throw new IllegalArgumentException("#thirteen");
    }
  }

  int sum() {
    return x + y;
  }
}

sealed interface Shape permits Dot, Line, Group {
  default int depth() {
    return 1;
  }
}

record Dot(int id) implements Shape {}

record Line(Point from, Point to) implements Shape {}

record Group(Shape left, Shape right, String name) implements Shape {
  @Override
  public int depth() {
    return 1 + Math.max(left.depth(), right.depth());
  }
}

record Pair<A, B>(A first, B second) {
  <C> Pair<A, C> with(C other) {
    return new Pair<>(first, other);
  }
}

interface Scaled {
  int scale(int k);

  default int scaled(int k) {
    return scale(k) + 1;
  }

  static int of(int k) {
    return k * 2;
  }
}

class Base implements Comparable<Base> {
  static int made;
  int v;
  int mark = 3;

  {
    mark += 4;
  }

  Base(int v) {
    this.v = v;
    made++;
  }

  int get() {
    return v + mark;
  }

  int twice() {
    return get() * 2;
  }

  static int half(int k) {
    return k >> 1;
  }

  @Override
  public int compareTo(Base o) {
    return Integer.compare(v, o.v);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Base b && b.v == v && b.getClass() == getClass();
  }

  @Override
  public int hashCode() {
    return v * 17;
  }

  @Override
  public String toString() {
    return "B" + v;
  }
}

class Left extends Base {
  long w;

  Left(int v, long w) {
    super(v + 1);
    this.w = w;
    mark++;
  }

  @Override
  int get() {
    return super.get() + (int) w;
  }
}

class Right extends Base implements Scaled {
  Object[] slots = new Object[2];

  Right(int v) {
    super(v);
  }

  @Override
  public int scale(int k) {
    if (k == 77) {
      throw new Uy("#scale");
    }
    return v * k;
  }

  @Override
  int twice() {
    return super.twice() + 1;
  }
}

final class Node {
  int v;
  Node next;
  Object extra;

  Node(int v, Node next) {
    this.v = v;
    this.next = next;
  }

  int sum() {
    int r = v;
    int left = 200;
    for (Node n = this; n != null && left > 0; n = n.next, left--) {
      r = r * 31 + n.v;
      switch (n.extra) {
        case String s -> r += s.length();
        case int[] a -> r ^= a[0] + a[a.length - 1];
        case null, default -> r++;
      }
    }
    return r;
  }
}

final class Res implements AutoCloseable {
  final int id;

  Res(int id, int mode) {
    this.id = id;
    if ((mode & 15) == 6) {
      throw new Ux("#open" + id);
    }
    T.mix(id * 41L);
    this.mode = mode;
  }

  private final int mode;

  @Override
  public void close() {
    T.mix(id * 43L);
    if ((mode & 3) == 1) {
      throw new IllegalStateException("#close" + id);
    }
  }
}

class Ux extends RuntimeException {
  Ux(String m) {
    super(m);
  }

  Ux(String m, Throwable cause) {
    super(m, cause);
  }
}

final class Uy extends Ux {
  Uy(String m) {
    super(m);
  }

  Uy(String m, Throwable cause) {
    super(m, cause);
  }
}

final class Ck extends Exception {
  Ck(String m) {
    super(m);
  }
}

final class Er extends Error {
  Er(String m) {
    super(m);
  }
}
