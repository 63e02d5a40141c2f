package dev.limpet.toolchain.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.limpet.toolchain.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program for the other processor, built here and run under emulation. */
class CrossBuildTest {
  private static final String PROGRAM =
      """
      package a;
      public class Cross {
        record Point(double x, int y) {}
        public static void main(String[] args) {
          double a = args.length + 0x1p-30;
          System.out.println(a * a - (1 + 0x1p-29) + " is not fused");
          System.out.println(args[0] + " " + new Point(0.1 + 0.2, (int) Double.NaN));
          System.out.println((byte) 200 + " " + (char) 65535 + 0 + " " + (1 << args.length + 32));
          System.out.println(Long.MIN_VALUE / -args.length + " " + (int) 1e30 + " " + (long) -1e30f);
          try {
            System.out.println(7 / (args.length - 1));
          } catch (ArithmeticException e) {
            System.out.println(e.getMessage());
          }
          try {
            System.out.println(args[args.length]);
          } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println("caught");
          }
          int sum = 0;
          for (int i = 0; i < 200_000; i++) {
            sum += new int[i % 90].length;
          }
          System.out.println(sum);
        }
      }
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void build() throws Exception {
    assumeTrue(Target.host() == Target.X86_64, "needs an x86_64 machine");
    String path = String.valueOf(System.getenv("PATH"));
    for (String tool : List.of("aarch64-linux-gnu-gcc", "qemu-aarch64-static")) {
      assumeTrue(Processes.isOn(path, tool), tool + " is not installed");
    }
    // Surefire runs a module's tests in its directory.
    Path root = Path.of("..").toAbsolutePath().normalize();
    Path sysroot = root.resolve("build/sysroot/aarch64");
    Processes.run(
        root, List.of(root.resolve("toolchain/aarch64-sysroot.sh").toString(), sysroot.toString()));
    Sources.compile(folder.resolve("classes"), "a.Cross", PROGRAM);
    var settings =
        new Settings(
            folder.resolve("out"), Target.AARCH64, sysroot, false, false, List.of(), List.of());
    new Driver(settings)
        .build(List.of(new Program("cross", "a.Cross", List.of(folder.resolve("classes")))));
  }

  private static String outputOf(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  @Test
  void theBinaryPrintsUnderEmulationWhatTheJvmPrints() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String classes = folder.resolve("classes").toString();
    String expected =
        outputOf(List.of(java, "-Dstdout.encoding=UTF-8", "-cp", classes, "a.Cross", "ü"));
    String binary = folder.resolve("out/cross").toString();
    assertEquals(expected, outputOf(List.of("qemu-aarch64-static", binary, "ü")));
  }

  @Test
  void theBinaryIsForThatProcessorAndHardened() {
    var elf = new ElfFile(folder.resolve("out/cross"));
    assertEquals(ElfFile.EM_AARCH64, elf.machine());
    assertEquals(ElfFile.ET_DYN, elf.type());
    assertEquals(List.of(), elf.segments(ElfFile.PT_INTERP));
    assertEquals(0, elf.segments(ElfFile.PT_GNU_STACK).getFirst().flags() & ElfFile.PF_X);
    assertEquals(1, elf.segments(ElfFile.PT_GNU_RELRO).size());
    // paciasp at the entry of functions.
    int marks = elf.text().split("\\?#\u0003\u00d5", -1).length - 1;
    assertTrue(marks > 100, "only " + marks);
  }
}
