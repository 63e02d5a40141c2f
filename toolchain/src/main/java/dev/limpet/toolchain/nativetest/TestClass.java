package dev.limpet.toolchain.nativetest;

import java.util.List;

/**
 * A test class as found.
 *
 * @param internalName as {@code a/b/FooTest}
 * @param before the methods to call before a test, in order
 * @param tests the tests, sorted
 * @param after the methods to call after a test, in order
 */
record TestClass(String internalName, List<String> before, List<String> tests, List<String> after) {
  TestClass {
    before = List.copyOf(before);
    tests = List.copyOf(tests);
    after = List.copyOf(after);
  }
}
