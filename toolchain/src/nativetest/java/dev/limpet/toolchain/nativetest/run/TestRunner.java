package dev.limpet.toolchain.nativetest.run;

import org.jspecify.annotations.Nullable;

/**
 * Runs tests and prints a line before and after each, so that a reader knows which one a crash
 * belongs to:
 *
 * <pre>
 * run 3 a.b.FooTest.bar
 * ok 3 a.b.FooTest.bar
 * run 4 a.b.FooTest.baz
 * not ok 4 a.b.FooTest.baz java.lang.AssertionError: expected &lt;1&gt; but was &lt;2&gt;
 * end 5
 * </pre>
 */
public final class TestRunner {
  private final int first;
  private int next;

  /**
   * @param args the number of the first test to run, where it is not 0
   */
  public TestRunner(String[] args) {
    first = args.length == 0 ? 0 : Integer.parseInt(args[0]);
  }

  /** Runs the tests of one class that are due. */
  public void run(TestCase testCase) {
    for (int i = 0; i < testCase.size(); i++) {
      if (next >= first) {
        String name = next + " " + testCase.className() + "." + testCase.testName(i);
        System.out.println("run " + name);
        System.out.println(verdict(name, test(testCase, i), after(testCase)));
      }
      next++;
    }
  }

  /** To be called after the last class: a run that did not get here has crashed. */
  public void end() {
    System.out.println("end " + next);
  }

  private static String verdict(
      String name, @Nullable Throwable inTest, @Nullable Throwable inAfter) {
    Throwable thrown = inTest != null ? inTest : inAfter;
    return thrown == null ? "ok " + name : "not ok " + name + " " + oneLine(String.valueOf(thrown));
  }

  private static String oneLine(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static @Nullable Throwable test(TestCase testCase, int index) {
    try {
      testCase.run(index);
    } catch (Throwable thrown) {
      return thrown;
    }
    return null;
  }

  private static @Nullable Throwable after(TestCase testCase) {
    try {
      testCase.after();
    } catch (Throwable thrown) {
      return thrown;
    }
    return null;
  }
}
