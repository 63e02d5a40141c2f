package dev.limpet.toolchain.nativetest;

/**
 * The outcome of one test.
 *
 * @param name as {@code a.b.FooTest.bar}
 * @param passed whether it passed
 * @param message what failed, empty when it passed
 */
public record TestResult(String name, boolean passed, String message) {}
