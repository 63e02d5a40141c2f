package dev.limpet.toolchain.nativetest.run;

/** One test class; its implementations are generated. */
public interface TestCase {
  /** The test class's name. */
  String className();

  /** The number of its tests. */
  int size();

  /** The name of test {@code index}. */
  String testName(int index);

  /** Makes a new instance, prepares it, and runs test {@code index} on it. */
  void run(int index) throws Throwable;

  /** Cleans up after the instance of the last {@link #run}, if one was made. */
  void after() throws Throwable;
}
