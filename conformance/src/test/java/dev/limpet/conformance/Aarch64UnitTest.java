package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.limpet.toolchain.nativetest.NativeTestRun;
import dev.limpet.toolchain.nativetest.TestResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The unit tests of {@code formats}, which make no system calls, as code for aarch64. The other
 * modules' need calls that user mode emulation does not have (openat2, clone with namespaces).
 */
class Aarch64UnitTest {
  private static final Path ROOT =
      Path.of(System.getProperty("limpet.root", "..")).toAbsolutePath().normalize();

  @TestFactory
  Stream<DynamicTest> formatsPassUnderEmulation() throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "needs an x86_64 machine");
    for (String tool : List.of("aarch64-linux-gnu-gcc", "qemu-aarch64-static")) {
      assumeTrue(isInstalled(tool), tool + " is not installed");
    }
    run(List.of("toolchain/aarch64-sysroot.sh"));
    run(
        List.of(
            "toolchain/limpetc",
            "--out",
            "build/native-aarch64",
            "--target",
            "aarch64",
            "--sysroot",
            "build/sysroot/aarch64",
            "--module",
            "formats",
            "--tests",
            "formats/target/test-classes",
            "--classes",
            "formats/target/classes"));
    Path binary = ROOT.resolve("build/native-aarch64/formats-test");
    List<TestResult> results =
        NativeTestRun.of(List.of("qemu-aarch64-static", binary.toString()), Duration.ofMinutes(5));
    assertFalse(results.isEmpty());
    return results.stream()
        .map(
            result ->
                DynamicTest.dynamicTest(
                    result.name(),
                    () ->
                        assertTrue(
                            result.passed(), () -> result.name() + ": " + result.message())));
  }

  private static boolean isInstalled(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
    builder.environment().put("LIMPET_MAIN", "dev.limpet.toolchain.nativetest.NativeTests");
    var process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }
}
