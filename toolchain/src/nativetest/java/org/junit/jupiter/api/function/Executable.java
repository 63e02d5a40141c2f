package org.junit.jupiter.api.function;

/** As JUnit's. */
@FunctionalInterface
public interface Executable {
  void execute() throws Throwable;
}
