package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.toolchain.nativetest.NativeTestRun;
import dev.limpet.toolchain.nativetest.TestResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The unit tests of the native modules once more, as native code. */
class NativeUnitTest {
  private static final List<String> MODULES =
      List.of("linux", "formats", "sandbox", "oci-runtime", "cli");

  @TestFactory
  Stream<DynamicContainer> unitTestsPassNatively() {
    return MODULES.stream().map(NativeUnitTest::module);
  }

  private static DynamicContainer module(String module) {
    Path binary =
        Path.of(System.getProperty("limpet.root", ".."), "build", "native", module + "-test");
    List<TestResult> results =
        NativeTestRun.of(List.of(binary.toAbsolutePath().toString()), Duration.ofMinutes(2));
    assertFalse(results.isEmpty(), module);
    return DynamicContainer.dynamicContainer(module, results.stream().map(NativeUnitTest::test));
  }

  private static DynamicTest test(TestResult result) {
    return DynamicTest.dynamicTest(
        result.name(),
        () -> assertTrue(result.passed(), () -> result.name() + ": " + result.message()));
  }
}
