package dev.limpet.toolchain.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.toolchain.Sources;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule refuses the class that was written to break it, and says where. */
class LintTest {
  @TempDir Path folder;

  private List<Finding> check(String... lines) {
    String source = "package a;\npublic class Sample {\n" + String.join("\n", lines) + "\n}\n";
    Path classes = Sources.compile(folder, "a.Sample", source);
    return Lint.check(List.of(classes), "a.Sample");
  }

  /** The body stands in line 4 of the class, in the method {@code run}. */
  private void assertRefused(String reason, String body) {
    List<Finding> findings = check("void run(int n) throws Exception {", body, "}");
    assertTrue(
        findings.stream()
            .anyMatch(
                found ->
                    found.toString().startsWith("a.Sample.run(Sample.java:4): ")
                        && found.reason().contains(reason)),
        () -> "no finding about " + reason + " in " + findings);
  }

  private void assertAccepted(String... lines) {
    assertEquals(List.of(), check(lines));
  }

  @Test
  void threadsAreRefused() {
    assertRefused("java.lang.Thread", "new Thread(() -> {}).start();");
    assertRefused("java.lang.Thread.sleep", "Thread.sleep(n);");
    assertRefused("java.lang.Thread.ofVirtual", "Thread.ofVirtual();");
    assertRefused("java.lang.ThreadLocal", "new ThreadLocal<String>();");
    assertRefused("java.lang.Object.wait", "this.wait();");
  }

  @Test
  void executorsAreRefused() {
    assertRefused(
        "java.util.concurrent.Executors", "java.util.concurrent.Executors.newCachedThreadPool();");
    assertRefused("java.util.Timer", "new java.util.Timer();");
  }

  @Test
  void aMethodReferenceIsAUse() {
    assertRefused(
        "java.lang.System.nanoTime", "java.util.function.LongSupplier s = System::nanoTime;");
  }

  @Test
  void aLambdasBodyIsChecked() {
    List<Finding> findings = check("Runnable run = () -> System.exit(1);");
    assertEquals(1, findings.size());
    assertEquals(3, findings.getFirst().line());
  }

  @Test
  void synchronizedBlocksAndMethodsAreRefused() {
    assertRefused("synchronized", "synchronized (this) { n++; }");
    assertEquals("run", check("synchronized void run() {}").getFirst().member());
  }

  @Test
  void filesAndSocketsAreRefused() {
    assertRefused("java.io.FileInputStream", "new java.io.FileInputStream(\"a\");");
    assertRefused("java.nio.file.Path", "java.nio.file.Path.of(\"a\");");
    assertRefused("java.net.Socket", "new java.net.Socket();");
  }

  @Test
  void reflectionIsRefused() {
    assertRefused("java.lang.Class.forName", "Class.forName(\"a\");");
    assertRefused("java.lang.Class.getMethods", "getClass().getMethods();");
    assertRefused("java.lang.reflect.Array", "java.lang.reflect.Array.getLength(new int[1]);");
    assertRefused("java.util.ServiceLoader", "java.util.ServiceLoader.load(Runnable.class);");
  }

  @Test
  void formattingIsRefused() {
    assertRefused("java.lang.String.format", "String.format(\"%d\", n);");
    assertRefused("java.lang.String.formatted", "\"%d\".formatted(n);");
  }

  @Test
  void whatSystemDoesNotDoIsRefused() {
    assertRefused("java.lang.System.exit", "System.exit(n);");
    assertRefused("java.lang.System.getenv", "System.getenv(\"A\");");
    assertRefused("java.lang.System.out", "Object o = System.out;");
    assertRefused("java.lang.System.err", "Object o = System.err;");
    assertRefused("java.lang.System.in", "Object o = System.in;");
    assertRefused("java.lang.System.nanoTime", "System.nanoTime();");
    assertRefused("java.lang.System.currentTimeMillis", "System.currentTimeMillis();");
    assertRefused("java.lang.Runtime", "Runtime.getRuntime().exit(n);");
  }

  @Test
  void randomnessOfTheClassLibraryIsRefused() {
    assertRefused("java.util.Random", "new java.util.Random();");
    assertRefused("java.lang.Math.random", "Math.random();");
    assertRefused("java.security.SecureRandom", "new java.security.SecureRandom();");
    assertRefused("java.security.MessageDigest", "java.security.MessageDigest.getInstance(\"a\");");
  }

  @Test
  void clocksAreRefused() {
    assertRefused("java.time.Clock", "java.time.Clock.systemUTC();");
    assertRefused("java.time.Instant.now", "java.time.Instant.now();");
  }

  @Test
  void aForbiddenTypeOfAFieldOrParameterIsRefused() {
    assertEquals("thread", check("Thread thread;").getFirst().member());
    assertEquals("take", check("void take(java.io.File[] files) {}").getFirst().member());
  }

  @Test
  void aStoredAddressIsRefused() {
    Finding found = check("org.teavm.interop.Address kept;").getFirst();
    assertEquals("kept", found.member());
    assertTrue(found.reason().contains("stale"));
  }

  @Test
  void anAddressCapturedByALambdaIsRefused() {
    assertRefused(
        "captured",
        "var a = org.teavm.interop.Address.fromLong(n); Runnable r = () -> a.getInt();");
  }

  @Test
  void importsOutsideTheDoorAreRefused() {
    List<Finding> findings =
        check("@org.teavm.interop.Import(name = \"getpid\") static native int getpid();");
    assertTrue(findings.getFirst().reason().contains("dev.limpet.linux.raw"));
  }

  @Test
  void importsBehindTheDoorAreAccepted() {
    String source =
        """
        package dev.limpet.linux.raw;
        class Sample {
          @org.teavm.interop.Import(name = "getpid") static native int getpid();
        }
        """;
    Path classes = Sources.compile(folder, "dev.limpet.linux.raw.Sample", source);
    assertEquals(List.of(), Lint.check(List.of(classes), "dev.limpet.linux.raw.Sample"));
  }

  @Test
  void everyFormOfTryIsAccepted() {
    assertAccepted(
        "int run(int n) {",
        "try { n /= n; } catch (ArithmeticException | NullPointerException e) { n = 1; }",
        "try { n /= n; } catch (ArithmeticException e) { n = 1; } catch (RuntimeException e) { n = 2; }",
        "try { n++; try { n /= n; } catch (ArithmeticException e) { n = 1; } }",
        "catch (RuntimeException e) { try (AutoCloseable c = null) { n = 2; } catch (Exception f) { n = 3; } }",
        "try { return hashCode(); } finally { toString(); }",
        "}");
  }

  @Test
  void ordinaryCodeIsAccepted() {
    assertAccepted(
        "record Point(int x, int y) {}",
        "enum Color { RED, GREEN }",
        "String run(Object o, java.util.List<String> list) {",
        "  assert o != null;",
        "  System.arraycopy(new int[1], 0, new int[1], 0, 1);",
        "  list.forEach(s -> s.length());",
        "  return switch (o) { case Point(int x, int y) -> \"p\" + x + y; case Color c -> c.name();",
        "    case String s when s.isEmpty() -> getClass().getName(); default -> o.toString(); };",
        "}");
  }

  @Test
  void classesThatTheProgramCannotReachAreNotChecked() {
    Sources.compile(folder, "a.Other", "package a; class Other { Thread thread; }");
    Path classes = Sources.compile(folder, "a.Main", "package a; class Main { int n; }");
    assertEquals(List.of(), Lint.check(List.of(classes), "a.Main"));
  }

  @Test
  void aClassThatTheProgramNamesIsChecked() {
    String source = "package a; class Main { Object o = new Other[0]; } class Other { Thread t; }";
    Path classes = Sources.compile(folder, "a.Main", source);
    assertEquals("a.Other", Lint.check(List.of(classes), "a.Main").getFirst().className());
  }
}
