package dev.limpet.conformance;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Somebody at a terminal: a program runs on it, in a session of its own, and this types and reads
 * what is seen.
 */
final class Pty implements AutoCloseable {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));

  private static final boolean X86 = System.getProperty("os.arch").equals("amd64");
  private static final int READ = X86 ? 0 : 63;
  private static final int WRITE = X86 ? 1 : 64;
  private static final int CLOSE = X86 ? 3 : 57;
  private static final int IOCTL = X86 ? 16 : 29;
  private static final int OPENAT = X86 ? 257 : 56;

  private static final int AT_FDCWD = -100;
  private static final int O_RDWR_NOCTTY_NONBLOCK_CLOEXEC = 2 | 0x100 | 0x800 | 0x80000;
  private static final int TCGETS = 0x5401;
  private static final int TIOCSWINSZ = 0x5414;
  private static final long TIOCGPTN = 0x80045430L;
  private static final long TIOCSPTLCK = 0x40045431L;
  private static final int TERMIOS_SIZE = 36;
  private static final int TERMIOS_LFLAG = 12;
  private static final int ICANON = 2;

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment buffer = arena.allocate(65536);
  private final long master;
  private final Process process;
  private String seen = "";
  private boolean closed;

  private Pty(List<String> command) throws IOException {
    MemorySegment path = arena.allocateFrom("/dev/ptmx");
    master = call(OPENAT, AT_FDCWD, path.address(), O_RDWR_NOCTTY_NONBLOCK_CLOEXEC);
    buffer.set(JAVA_INT, 0, 0);
    call(IOCTL, master, TIOCSPTLCK, buffer.address());
    call(IOCTL, master, TIOCGPTN, buffer.address());
    File slave = new File("/dev/pts/" + buffer.get(JAVA_INT, 0));
    resize(24, 80);
    List<String> words = new ArrayList<>(List.of("setsid", "--ctty"));
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).directory(new File("/"));
    builder.environment().put("TERM", "vt100");
    process = builder.redirectInput(slave).redirectOutput(slave).redirectError(slave).start();
  }

  /** Runs a program of the host. */
  static Pty of(String... command) throws IOException {
    return new Pty(List.of(command));
  }

  /** Runs {@code limpet} as {@code caller}. */
  static Pty limpet(Caller caller, String... arguments) throws IOException {
    return new Pty(Limpet.command(caller, arguments));
  }

  private static long call(int number, long a, long b, long c) {
    try {
      return (long) SYSCALL.invokeExact((long) number, a, b, c);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  long pid() {
    return process.pid();
  }

  void resize(int rows, int columns) {
    buffer.set(JAVA_LONG, 0, 0);
    buffer.set(JAVA_SHORT, 0, (short) rows);
    buffer.set(JAVA_SHORT, 2, (short) columns);
    call(IOCTL, master, TIOCSWINSZ, buffer.address());
  }

  /** The terminal's modes and special characters, as the kernel keeps them. */
  byte[] modes() {
    call(IOCTL, master, TCGETS, buffer.address());
    return buffer.asSlice(0, TERMIOS_SIZE).toArray(JAVA_BYTE);
  }

  private boolean isRaw() {
    modes();
    return (buffer.get(JAVA_INT, TERMIOS_LFLAG) & ICANON) == 0;
  }

  /** Waits until the terminal passes keys on as they are. */
  Pty awaitRaw() {
    await("raw modes", this::isRaw);
    return this;
  }

  void awaitModes(byte[] wanted) {
    await("the modes from before", () -> Arrays.equals(wanted, modes()));
  }

  private interface Condition {
    boolean holds();
  }

  private void await(String what, Condition condition) {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > TIMEOUT_NANOS) {
        throw new AssertionError("no " + what + "; seen: " + seen);
      }
      receive();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void type(String keys) {
    type(keys.getBytes(StandardCharsets.ISO_8859_1));
  }

  void type(byte[] keys) {
    MemorySegment.copy(keys, 0, buffer, JAVA_BYTE, 0, keys.length);
    if (call(WRITE, master, buffer.address(), keys.length) != keys.length) {
      throw new AssertionError("the terminal did not take the keys");
    }
  }

  /** Takes what has come; returns whether there may be more. */
  private boolean receive() {
    long got = call(READ, master, buffer.address(), buffer.byteSize());
    if (got > 0) {
      byte[] bytes = buffer.asSlice(0, got).toArray(JAVA_BYTE);
      seen += new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return got > 0;
  }

  /** Waits until {@code text} is seen; what was seen up to its end is forgotten, and returned. */
  String expect(String text) {
    await("\"" + text + "\"", () -> seen.contains(text));
    int end = seen.indexOf(text) + text.length();
    String found = seen.substring(0, end);
    seen = seen.substring(end);
    return found;
  }

  /** Types a line and waits for a part of the answer, which the line itself does not contain. */
  void ask(String line, String answer) {
    type(line + "\r");
    expect(answer);
  }

  /** Waits for the program to end; returns its exit code. */
  int finish() {
    await("end", () -> !process.isAlive());
    while (receive()) {
      // All of it is there.
    }
    return process.exitValue();
  }

  /** What was seen and not yet expected. */
  String rest() {
    return seen;
  }

  /** Takes the terminal away, as a window that is closed. */
  void hangUp() {
    if (!closed) {
      closed = true;
      call(CLOSE, master, 0, 0);
    }
  }

  int finishAfterHangUp() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("still running");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    hangUp();
    arena.close();
  }
}
