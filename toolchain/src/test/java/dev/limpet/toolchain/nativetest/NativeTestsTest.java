package dev.limpet.toolchain.nativetest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.toolchain.Sources;
import dev.limpet.toolchain.build.BuildException;
import dev.limpet.toolchain.build.Settings;
import dev.limpet.toolchain.build.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of JUnit tests becomes a binary, and its run becomes results. */
class NativeTestsTest {
  private static final String IMPORTS =
      """
      import org.junit.jupiter.api.*;
      import static org.junit.jupiter.api.Assertions.*;
      """;

  @TempDir Path folder;

  private Path classes() {
    return folder.resolve("classes");
  }

  private void compile(String className, String source) {
    Sources.compile(classes(), className, IMPORTS + source);
  }

  private List<TestClass> scan() {
    return new TestScan(List.of(classes())).scan(classes());
  }

  private String refusal() {
    return String.valueOf(assertThrows(BuildException.class, this::scan).getMessage());
  }

  private List<TestResult> runNatively() {
    var settings = new Settings(folder.resolve("native"), Target.host());
    var module = new NativeTests.Module("sample", classes(), List.of(classes()));
    NativeTests.build(settings, List.of(module));
    String binary = folder.resolve("native/sample-test").toString();
    return NativeTestRun.of(List.of(binary), Duration.ofSeconds(20));
  }

  @Test
  void testsRunNativelyAndAreCounted() {
    compile(
        "FirstTest",
        """
        abstract class Contract {
          static String log = "";
          @BeforeEach void open() { log += "("; }
          @AfterEach void close() { log += ")"; }
          @Test void fromTheContract() { assertTrue(log.endsWith("(")); }
        }
        class FirstTest extends Contract {
          int n;
          @BeforeEach void prepare() { n = 7; }
          @Test void passes() { assertEquals(7, n); n = 8; }
          @Test void passesOnANewInstance() { assertEquals(7, n); assertArrayEquals(new int[] {1}, new int[] {1}); }
          @Test void failsWithBothValues() { assertEquals(1, n, "n"); }
          @Test void throwsWhatTheMethodThrew() { Object[] a = new Object[n]; a[n] = "x"; }
          @Test void expectsAnException() {
            var e = assertThrows(IllegalStateException.class, () -> { throw new IllegalStateException("why"); });
            assertEquals("why", e.getMessage());
          }
        }
        class LastTest { @Test void closedAsOftenAsOpened() { assertEquals("()()()()()()", Contract.log); } }
        """);
    List<TestResult> results = runNatively();
    assertEquals(
        List.of(
            "FirstTest.expectsAnException true",
            "FirstTest.failsWithBothValues false",
            "FirstTest.fromTheContract true",
            "FirstTest.passes true",
            "FirstTest.passesOnANewInstance true",
            "FirstTest.throwsWhatTheMethodThrew false",
            "LastTest.closedAsOftenAsOpened true"),
        results.stream().map(result -> result.name() + " " + result.passed()).toList());
    String message = results.get(1).message();
    assertTrue(message.endsWith("n: expected <1> but was <7>"), message);
    String thrown = results.get(5).message();
    assertTrue(thrown.contains("ArrayIndexOutOfBoundsException"), thrown);
  }

  @Test
  void aTestThatCrashesHasFailedAndTheOthersStillRun() {
    compile(
        "CrashTest",
        """
        class CrashTest {
          static int depth(int n) { return n < 0 ? n : 1 + depth(n + 1) * depth(n + 2); }
          @Test void a() {}
          @Test void b() { assertTrue(depth(1) < 0); }
          @Test void c() {}
        }
        """);
    List<TestResult> results = runNatively();
    assertEquals(3, results.size());
    assertTrue(results.get(0).passed());
    assertEquals("CrashTest.b", results.get(1).name());
    assertTrue(!results.get(1).passed(), () -> results.get(1).toString());
    assertTrue(results.get(2).passed());
  }

  @Test
  void testsForTheJvmAndNestedClassesAreLeftOut() {
    compile("GoldenJvmTest", "class GoldenJvmTest { @Test void a() {} }");
    compile("WireFuzzTest", "class WireFuzzTest { @Test void a() {} }");
    compile("SomeTest", "class SomeTest { @Test void b() {} record Inner() {} }");
    assertEquals(List.of(new TestClass("SomeTest", List.of(), List.of("b"), List.of())), scan());
  }

  @Test
  void anOverriddenTestRunsOnce() {
    compile(
        "ChildTest",
        """
        class ParentTest { @Test void a() {} @Test void b() {} }
        class ChildTest extends ParentTest { @Override void a() {} @Override @Test void b() {} }
        """);
    List<TestClass> found = scan();
    assertEquals(List.of("b"), found.get(0).tests());
    assertEquals(List.of("a", "b"), found.get(1).tests());
  }

  @Test
  void whatCannotRunNativelyIsRefused() {
    compile("BadTest", "class BadTest { @Test void a(TestInfo info) {} }");
    assertTrue(refusal().contains("BadTest"));
    compile("BadTest", "class BadTest { @RepeatedTest(2) void a() {} }");
    String message = refusal();
    assertTrue(message.contains("@RepeatedTest") && message.contains("JvmTest"), message);
  }
}
