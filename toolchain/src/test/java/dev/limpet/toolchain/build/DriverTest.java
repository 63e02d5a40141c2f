package dev.limpet.toolchain.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.toolchain.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From class files to a binary that runs. */
class DriverTest {
  private static final String HELLO =
      """
      package a;
      import java.util.*;
      public class Hello {
        sealed interface Shape permits Circle, Square {}
        record Circle(int radius) implements Shape {}
        record Square(int side) implements Shape {}
        static int area(Shape shape) {
          return switch (shape) { case Circle(int r) -> 3 * r * r; case Square(int s) -> s * s; };
        }
        public static void main(String[] args) {
          System.out.println("grüße, " + String.join(" and ", args) + " \\uD834\\uDD1E");
          var counts = new TreeMap<String, Integer>();
          for (String arg : args) {
            counts.merge(arg, arg.length(), Integer::sum);
          }
          System.out.println(counts);
          System.out.println(area(new Circle(2)) + " " + area(new Square(3)) + " " + new Circle(1));
          try {
            counts.put(args[9], 1);
          } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println("caught");
          }
          String kept = ("kept" + args.length).intern();
          long sum = 0;
          for (int i = 0; i < 300_000; i++) {
            sum += new int[i % 50].length + ("of no use" + i % 70_000).intern().length();
          }
          System.out.println(sum + " " + (("kept" + args.length).intern() == kept));
          System.out.println("in" + "terned" == ("inter" + args[0].substring(0, 0) + "ned").intern());
        }
      }
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void buildOnce() {
    Sources.compile(folder.resolve("classes"), "a.Hello", HELLO);
    new Driver(settings("out")).build(List.of(hello("classes")));
  }

  private static Settings settings(String out) {
    return new Settings(folder.resolve(out), Target.host()).withoutLint();
  }

  private static Program hello(String classes) {
    return new Program("hello", "a.Hello", List.of(folder.resolve(classes)));
  }

  private static Path binary() {
    return folder.resolve("out/hello");
  }

  private static String outputOf(List<String> command) throws IOException, InterruptedException {
    var arguments = new ArrayList<>(command);
    arguments.addAll(List.of("world", "ocean", "world"));
    var process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  @Test
  void theBinaryPrintsWhatTheJvmPrints() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String classes = folder.resolve("classes").toString();
    String expected = outputOf(List.of(java, "-Dstdout.encoding=UTF-8", "-cp", classes, "a.Hello"));
    assertEquals(expected, outputOf(List.of(binary().toString())));
    assertTrue(expected.contains("caught"));
  }

  @Test
  void whatDidNotChangeIsNotBuiltAgain() throws IOException {
    Path stamp = folder.resolve("out/.stamps/hello");
    FileTime built = Files.getLastModifiedTime(binary());
    FileTime stamped = Files.getLastModifiedTime(stamp);
    assertEquals(List.of(), new Driver(settings("out")).build(List.of(hello("classes"))));
    assertEquals(built, Files.getLastModifiedTime(binary()));
    assertEquals(stamped, Files.getLastModifiedTime(stamp));
  }

  @Test
  void anotherDirectoryAndAnotherTimeGiveTheSameBytes() throws IOException {
    String elsewhere = "a/longer way/to elsewhere";
    Sources.compile(folder.resolve(elsewhere), "a.Hello", HELLO);
    Program program = hello(elsewhere);
    assertEquals(List.of(program), new Driver(settings("b/c")).build(List.of(program)));
    for (String name : List.of("hello", "hello.debug")) {
      byte[] first = Files.readAllBytes(folder.resolve("out").resolve(name));
      assertArrayEquals(first, Files.readAllBytes(folder.resolve("b/c").resolve(name)), name);
    }
  }

  @Test
  void aChangedOptionOrClassOrBinaryIsBuiltAgain() throws IOException {
    var small = Sources.compile(folder.resolve("small"), "a.Small", small(1));
    var program = new Program("small", "a.Small", List.of(small));
    var driver = new Driver(settings("again"));
    assertEquals(1, driver.build(List.of(program)).size());
    assertEquals(0, driver.build(List.of(program)).size());

    Files.writeString(folder.resolve("again/small"), "not what was built");
    assertEquals(1, driver.build(List.of(program)).size());

    Sources.compile(small, "a.Small", small(2));
    assertEquals(1, driver.build(List.of(program)).size());

    var larger = new Program("small", "a.Small", List.of(small), List.of(), 32 << 20);
    assertEquals(1, driver.build(List.of(larger)).size());
    assertEquals(0, driver.build(List.of(larger)).size());
  }

  private static String small(int n) {
    return "package a; class Small { public static void main(String[] args) { n = "
        + n
        + "; } static int n; }";
  }

  @Test
  void theBinaryIsHardened() {
    var elf = new ElfFile(binary());
    assertEquals(ElfFile.ET_DYN, elf.type());
    assertEquals(List.of(), elf.segments(ElfFile.PT_INTERP));
    assertEquals(1, elf.segments(ElfFile.PT_GNU_RELRO).size());
    assertEquals(0, elf.segments(ElfFile.PT_GNU_STACK).getFirst().flags() & ElfFile.PF_X);
    for (ElfFile.Segment segment : elf.segments(ElfFile.PT_LOAD)) {
      int both = ElfFile.PF_W | ElfFile.PF_X;
      assertNotEquals(both, segment.flags() & both, "writable and executable");
    }
    var dynamic = elf.dynamic();
    assertFalse(dynamic.containsKey(ElfFile.DT_NEEDED));
    assertFalse(dynamic.containsKey(ElfFile.DT_TEXTREL));
    assertEquals(
        ElfFile.DF_BIND_NOW, dynamic.getOrDefault(ElfFile.DT_FLAGS, 0L) & ElfFile.DF_BIND_NOW);
    long pieNow = ElfFile.DF_1_PIE | ElfFile.DF_1_NOW;
    assertEquals(pieNow, dynamic.getOrDefault(ElfFile.DT_FLAGS_1, 0L) & pieNow);
  }

  @Test
  void theRelocatedDataIsReadOnlyWhileTheProgramRuns() throws Exception {
    String source =
        """
        package a;
        class Wait {
          public static void main(String[] args) { System.out.println("up"); while (args != null) {} }
        }
        """;
    Path classes = Sources.compile(folder.resolve("wait"), "a.Wait", source);
    new Driver(settings("wait-out"))
        .build(List.of(new Program("wait", "a.Wait", List.of(classes))));
    var elf = new ElfFile(folder.resolve("wait-out/wait"));
    var process = new ProcessBuilder(folder.resolve("wait-out/wait").toString()).start();
    try {
      assertEquals('u', process.getInputStream().read());
      List<String> maps =
          Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "maps")).stream()
              .filter(line -> line.endsWith("/wait"))
              .toList();
      // Of the writable segment, whose first page is the relocated data, a part is not writable
      // now.
      assertEquals(elf.segments(ElfFile.PT_LOAD).size() + 1, maps.size(), maps.toString());
      assertEquals(1, maps.stream().filter(line -> line.contains(" rw-p ")).count());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theBinaryIsStrippedAndNamesItsDebugFile() {
    var sections = new ElfFile(binary()).sections();
    for (String name : sections.keySet()) {
      assertFalse(
          name.startsWith(".debug") || name.equals(".symtab") || name.equals(".comment"), name);
    }
    String link = new String(sections.get(".gnu_debuglink"), StandardCharsets.US_ASCII);
    assertTrue(link.startsWith("hello.debug\0"), link);
    var debug = new ElfFile(folder.resolve("out/hello.debug")).sections();
    assertTrue(debug.containsKey(".debug_line") && debug.containsKey(".symtab"));
  }

  @Test
  void noPathOfThisMachineIsInTheBinary() {
    for (String name : List.of("hello", "hello.debug")) {
      String text = new ElfFile(folder.resolve("out").resolve(name)).text();
      assertFalse(text.contains(folder.toString()), name);
      assertFalse(text.contains(System.getProperty("user.dir")), name);
      assertFalse(text.contains(System.getProperty("user.home") + "/"), name);
    }
    assertFalse(new ElfFile(binary()).text().contains("/usr/"));
  }

  @Test
  void theProgramHasControlFlowChecks() {
    // endbr64 at the entry of functions; on aarch64 it is bti c.
    String mark = Target.host() == Target.X86_64 ? "\u00f3\u000f\u001e\u00fa" : "_$\u0003\u00d5";
    String text = new ElfFile(binary()).text();
    int marks = text.split(java.util.regex.Pattern.quote(mark), -1).length - 1;
    assertTrue(marks > 100, "only " + marks);
  }

  @Test
  void aMissingMethodIsNamedWithWhoCallsIt() {
    String source =
        """
        package a;
        class Broken {
          public static void main(String[] args) {
            Thread.getAllStackTraces();
          }
        }
        """;
    Path classes = Sources.compile(folder.resolve("broken"), "a.Broken", source);
    var driver = new Driver(settings("broken-out"));
    var program = new Program("broken", "a.Broken", List.of(classes));
    String message =
        String.valueOf(
            assertThrows(BuildException.class, () -> driver.build(List.of(program))).getMessage());
    assertTrue(message.startsWith("broken: "), message);
    assertTrue(message.contains("java.lang.Thread.getAllStackTraces"), message);
    assertTrue(message.contains("at a.Broken.main(Broken.java:4)"), message);
    assertFalse(Files.exists(folder.resolve("broken-out/broken")));
  }

  @Test
  void whatTheLintRefusesIsNotBuilt() {
    var strict = new Settings(folder.resolve("strict"), Target.host());
    String message =
        String.valueOf(
            assertThrows(
                    BuildException.class, () -> new Driver(strict).build(List.of(hello("classes"))))
                .getMessage());
    assertTrue(message.contains("a.Hello.main(Hello.java:11): java.lang.System.out"), message);
  }
}
