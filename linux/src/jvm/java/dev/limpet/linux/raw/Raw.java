package dev.limpet.linux.raw;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.limpet.linux.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * System calls and memory by address, on the JVM: for tests.
 *
 * <p>A JVM has many threads, so whatever the kernel keeps per thread (the signal mask, namespaces,
 * seccomp, capabilities) changes for the calling thread only, and there is no {@link #clone}.
 */
public final class Raw {
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(1));

  private Raw() {}

  /** Makes system call {@code nr}; returns its result, or -errno. */
  public static long syscall(int nr, long a, long b, long c, long d, long e, long f) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = (long) SYSCALL.invokeExact(state, (long) nr, a, b, c, d, e, f);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (RuntimeException | Error e1) {
      throw e1;
    } catch (Throwable e1) {
      throw new AssertionError("syscall " + nr, e1);
    }
  }

  /** A call on {@code length} bytes of {@code buffer} as its second and third argument. */
  public static long syscallOn(int nr, long a, byte[] buffer, int offset, int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(Math.max(length, 1));
      MemorySegment part = MemorySegment.ofArray(buffer).asSlice(offset, length);
      copy.copyFrom(part);
      long result = syscall(nr, a, copy.address(), length, 0, 0, 0);
      part.copyFrom(copy.asSlice(0, length));
      return result;
    }
  }

  /** Always -ENOSYS: a process with many threads cannot go on as two. */
  public static long clone(long flags) {
    return -Errno.ENOSYS;
  }

  /** Always -ENOSYS, likewise. */
  @SuppressWarnings("unused")
  public static long clone3(long arguments, int size) {
    return -Errno.ENOSYS;
  }

  /** Always -ENOSYS, likewise. */
  @SuppressWarnings("unused")
  public static long cloneHeld(
      long flags, long guestFlags, long impatience, long deadline, int[] pidfd, Runnable child) {
    return -Errno.ENOSYS;
  }

  /** Whether this is an architecture with the kernel's generic ABI (aarch64), not x86_64. */
  public static boolean isGeneric() {
    return Nr.mount() == 40;
  }

  /** The address of the environment: pointers to C strings, ended by NULL. */
  public static long environ() {
    MemorySegment variable = LINKER.defaultLookup().findOrThrow("environ").reinterpret(Long.BYTES);
    return variable.get(JAVA_LONG, 0);
  }

  /** Always 0: a JVM's arguments are not those of the program in it. */
  public static long arguments(int count) {
    return 0;
  }

  public static byte peekByte(long address) {
    return MEMORY.get(ValueLayout.JAVA_BYTE, address);
  }

  public static short peekShort(long address) {
    return MEMORY.get(ValueLayout.JAVA_SHORT_UNALIGNED, address);
  }

  public static int peekInt(long address) {
    return MEMORY.get(ValueLayout.JAVA_INT_UNALIGNED, address);
  }

  public static long peekLong(long address) {
    return MEMORY.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
  }

  public static void pokeByte(long address, byte value) {
    MEMORY.set(ValueLayout.JAVA_BYTE, address, value);
  }

  public static void pokeShort(long address, short value) {
    MEMORY.set(ValueLayout.JAVA_SHORT_UNALIGNED, address, value);
  }

  public static void pokeInt(long address, int value) {
    MEMORY.set(ValueLayout.JAVA_INT_UNALIGNED, address, value);
  }

  public static void pokeLong(long address, long value) {
    MEMORY.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
  }
}
