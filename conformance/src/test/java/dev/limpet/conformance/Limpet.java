package dev.limpet.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the built {@code limpet} binary and collects what it leaves. */
final class Limpet {
  private static final long TIMEOUT_SECONDS = 60;
  private static final Path BINARY = reachableByEveryone();

  private Limpet() {}

  /** The binary, at a place that every user may read. */
  static Path binary() {
    return BINARY;
  }

  /** Runs {@code limpet} with {@code arguments} as {@code caller}. */
  static Outcome limpet(Caller caller, String... arguments) {
    return limpetIn(Path.of("/"), Map.of(), caller, arguments);
  }

  /** As {@link #limpet}, with a current directory and more environment. */
  static Outcome limpetIn(
      Path directory, Map<String, String> environment, Caller caller, String... arguments) {
    return finish(start(directory, environment, command(caller, arguments)));
  }

  /** Starts {@code limpet} and returns without waiting for it. */
  static Process start(Caller caller, String... arguments) {
    return start(Path.of("/"), Map.of(), command(caller, arguments));
  }

  /** Runs any program of the host. */
  static Outcome host(String... command) {
    return finish(start(Path.of("/"), Map.of(), List.of(command)));
  }

  static List<String> command(Caller caller, String... arguments) {
    List<String> command = new ArrayList<>(caller.prefix());
    command.add(BINARY.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static Process start(
      Path directory, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for {@code process}, whose standard input is closed first. */
  static Outcome finish(Process process) {
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Limpet::inItsOwnThread);
    CompletableFuture<String> out =
        CompletableFuture.supplyAsync(() -> text(process.getInputStream()), Limpet::inItsOwnThread);
    try {
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            "still running after " + TIMEOUT_SECONDS + " s: " + process.info().commandLine());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new Outcome(process.exitValue(), out.join(), err.join());
  }

  /** On a machine with few processors the common pool reads one stream after the other. */
  private static void inItsOwnThread(Runnable task) {
    Thread.ofPlatform().daemon().start(task);
  }

  private static String text(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The checkout may lie below a directory that only its owner may enter. */
  private static Path reachableByEveryone() {
    Path built = Path.of(System.getProperty("limpet.binary", "build/native/limpet"));
    if (!Files.isExecutable(built)) {
      throw new AssertionError(built + " is not there: build it with ./limpet --version");
    }
    Path directory = Scratch.shared();
    Path copy = directory.resolve("limpet");
    try {
      copy(built, copy);
      copy(built.resolveSibling("limpet-full"), directory.resolve("limpet-full"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  private static void copy(Path program, Path target) throws IOException {
    Files.copy(program, target, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
