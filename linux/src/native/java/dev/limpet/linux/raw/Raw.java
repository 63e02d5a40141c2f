package dev.limpet.linux.raw;

import org.jspecify.annotations.Nullable;
import org.teavm.interop.Address;
import org.teavm.interop.Function;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/**
 * System calls and memory by address, in a static binary.
 *
 * <p>Java arrays are handed to the kernel where they lie: the collector runs at allocations only,
 * and none happens during a call.
 */
public final class Raw {
  private static final long CLONE_CHILD_SETTID = 0x1000000;

  /** Where the struct clone_args has child_tid. */
  private static final int CLONE_ARGS_CHILD_TID = 16;

  /** How far into musl's thread descriptor the thread id is looked for, in bytes. */
  private static final int DESCRIPTOR = 96;

  /** What the guest that {@link #cloneHeld} makes is to run. */
  private static @Nullable Runnable guest;

  private Raw() {}

  /** A C function without arguments or result. */
  abstract static class Entry extends Function {
    abstract void run();
  }

  @Import(name = "limpet_clone_held")
  @Include("stdint.h") // declared in the toolchain's hold.h
  private static native long libcCloneHeld(
      long flags, long guestFlags, long impatience, long deadline, Address pidfd, Entry child);

  @Import(name = "syscall")
  @Include("unistd.h")
  private static native long libcSyscall(long nr, long a, long b, long c, long d, long e, long f);

  @Import(name = "errno")
  @Variable
  @Include("errno.h")
  private static native int errno();

  @Import(name = "environ")
  @Variable
  @Include("unistd.h")
  private static native Address libcEnviron();

  @Import(name = "pthread_self")
  @Include("pthread.h")
  private static native Address pthreadSelf();

  /** Makes system call {@code nr}; returns its result, or -errno. */
  public static long syscall(int nr, long a, long b, long c, long d, long e, long f) {
    long result = libcSyscall(nr, a, b, c, d, e, f);
    return result == -1 ? -errno() : result;
  }

  /** A call on {@code length} bytes of {@code buffer} as its second and third argument. */
  public static long syscallOn(int nr, long a, byte[] buffer, int offset, int length) {
    long address = Address.ofData(buffer).toLong() + offset;
    return syscall(nr, a, address, length, 0, 0, 0);
  }

  /**
   * clone(2) of the whole process, without a new stack.
   *
   * <p>The call goes past the C library, whose thread descriptor would keep the parent's thread id:
   * an abort() in the child would then kill the parent. So the kernel is asked to write the child's
   * id there.
   */
  public static long clone(long flags) {
    long slot = threadIdSlot();
    long all = slot == 0 ? flags : flags | CLONE_CHILD_SETTID;
    return isGeneric()
        ? syscall(Nr.clone_(), all, 0, 0, 0, slot, 0)
        : syscall(Nr.clone_(), all, 0, 0, slot, 0, 0);
  }

  /**
   * clone3(2), likewise: with the {@code struct clone_args} of {@code size} bytes at {@code
   * arguments}.
   */
  public static long clone3(long arguments, int size) {
    long slot = threadIdSlot();
    if (slot != 0) {
      pokeLong(arguments, peekLong(arguments) | CLONE_CHILD_SETTID);
      pokeLong(arguments + CLONE_ARGS_CHILD_TID, slot);
    }
    return syscall(Nr.clone3(), arguments, size, 0, 0, 0, 0);
  }

  /**
   * Two processes, as {@code Kernel.clone} with six parameters makes them. {@code child} must not
   * return; {@code pidfd[0]} becomes a descriptor of its process.
   */
  public static long cloneHeld(
      long flags, long guestFlags, long impatience, long deadline, int[] pidfd, Runnable child) {
    guest = child;
    long result =
        libcCloneHeld(
            flags,
            guestFlags,
            impatience,
            deadline,
            Address.ofData(pidfd),
            Function.get(Entry.class, Raw.class, "runGuest"));
    guest = null;
    return result;
  }

  private static void runGuest() {
    Runnable child = guest;
    if (child != null) {
      child.run();
    }
  }

  /** Where musl keeps the calling thread's id, or 0 if that is not plain to see. */
  private static long threadIdSlot() {
    long self = pthreadSelf().toLong();
    int tid = (int) syscall(Nr.gettid(), 0, 0, 0, 0, 0, 0);
    long slot = 0;
    for (long at = self; at < self + DESCRIPTOR; at += Integer.BYTES) {
      if (peekInt(at) == tid) {
        if (slot != 0) {
          return 0;
        }
        slot = at;
      }
    }
    return slot;
  }

  /** Whether this is an architecture with the kernel's generic ABI (aarch64), not x86_64. */
  public static boolean isGeneric() {
    return Nr.mount() == 40;
  }

  /** The address of the environment: pointers to C strings, ended by NULL. */
  public static long environ() {
    return libcEnviron().toLong();
  }

  /**
   * The address of the arguments, the program's name first: {@code count} pointers to C strings,
   * then NULL. The kernel puts them below the environment, with their count below (the ABIs'
   * initial process stack). 0 where that is not so.
   */
  public static long arguments(int count) {
    long at = environ() - (count + 1L) * Long.BYTES;
    return peekLong(at - Long.BYTES) == count ? at : 0;
  }

  public static byte peekByte(long address) {
    return Address.fromLong(address).getByte();
  }

  public static short peekShort(long address) {
    return Address.fromLong(address).getShort();
  }

  public static int peekInt(long address) {
    return Address.fromLong(address).getInt();
  }

  public static long peekLong(long address) {
    return Address.fromLong(address).getLong();
  }

  public static void pokeByte(long address, byte value) {
    Address.fromLong(address).putByte(value);
  }

  public static void pokeShort(long address, short value) {
    Address.fromLong(address).putShort(value);
  }

  public static void pokeInt(long address, int value) {
    Address.fromLong(address).putInt(value);
  }

  public static void pokeLong(long address, long value) {
    Address.fromLong(address).putLong(value);
  }
}
