package dev.limpet.toolchain.fuzz;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The static types that generated expressions and variables have. */
enum Type {
  INT("int", "int", "0"),
  LONG("long", "long", "0L"),
  SHORT("short", "short", "((short) 0)"),
  BYTE("byte", "byte", "((byte) 0)"),
  CHAR("char", "char", "'a'"),
  BOOL("bool", "boolean", "false"),
  FLOAT("float", "float", "0f"),
  DOUBLE("double", "double", "0.0"),
  STRING("str", "String", "\"\""),
  OBJECT("obj", "Object", "((Object) null)"),
  INTEGER("Int", "Integer", "((Integer) 0)"),
  LONG_BOX("Long", "Long", "((Long) 0L)"),
  CHAR_BOX("Char", "Character", "((Character) 'a')"),
  INTS("ints", "int[]", "(new int[4])"),
  LONGS("longs", "long[]", "(new long[4])"),
  SHORTS("shorts", "short[]", "(new short[4])"),
  BYTES("bytes", "byte[]", "(new byte[4])"),
  CHARS("chars", "char[]", "(new char[4])"),
  BOOLS("bools", "boolean[]", "(new boolean[4])"),
  FLOATS("floats", "float[]", "(new float[4])"),
  DOUBLES("doubles", "double[]", "(new double[4])"),
  STRINGS("strs", "String[]", "(new String[4])"),
  OBJECTS("objs", "Object[]", "(new Object[4])"),
  INT_GRID("intss", "int[][]", "(new int[2][2])"),
  COLOR("color", "Color", "Color.RED"),
  POINT("point", "Point", "(new Point(0, 0))"),
  SHAPE("shape", "Shape", "((Shape) new Dot(0))"),
  BASE("base", "Base", "(new Base(0))"),
  NODE("node", "Node", "(new Node(0, null))"),
  LIST("list", "List<Integer>", "(T.list(0))"),
  TEXT_LIST("slist", "List<String>", "(T.texts(0))"),
  MAP("map", "Map<String, Integer>", "(T.map(0))"),
  SET("set", "Set<Integer>", "(T.set(0))"),
  DEQUE("deque", "ArrayDeque<Integer>", "(T.deque(0))"),
  BUILDER("sb", "StringBuilder", "(new StringBuilder())"),
  INT_FUNCTION("fun", "IntUnaryOperator", "((IntUnaryOperator) T::twist)"),
  TEXT_FUNCTION("sfun", "Function<String, String>", "((Function<String, String>) String::trim)"),
  SUPPLIER("sup", "Supplier<Object>", "((Supplier<Object>) () -> null)"),
  THROWN("thrown", "Throwable", "((Throwable) null)");

  private static final Map<String, Type> BY_HOLE =
      Arrays.stream(values()).collect(Collectors.toMap(t -> t.hole, Function.identity()));

  /** Its name in a grammar template. */
  final String hole;

  /** Its name in Java. */
  final String java;

  /** The plainest expression of this type: what the reducer puts in place of a larger one. */
  final String plain;

  Type(String hole, String java, String plain) {
    this.hole = hole;
    this.java = java;
    this.plain = plain;
  }

  /**
   * @throws IllegalArgumentException when no type has this name
   */
  static Type ofHole(String hole) {
    Type type = BY_HOLE.get(hole);
    if (type == null) {
      throw new IllegalArgumentException("no type is called " + hole);
    }
    return type;
  }
}
