package dev.limpet.formats.seccomp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompOperator;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A filter of libseccomp (seccomp.h), the library that runc and crun compile profiles with. */
final class Libseccomp {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY =
      SymbolLookup.libraryLookup("libseccomp.so.2", Arena.global());
  private static final MethodHandle API_SET =
      of(LIBRARY, "seccomp_api_set", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle INIT =
      of(LIBRARY, "seccomp_init", FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private static final MethodHandle RELEASE =
      of(LIBRARY, "seccomp_release", FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle ARCH_NATIVE =
      of(LIBRARY, "seccomp_arch_native", FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle ARCH_ADD = onFilter("seccomp_arch_add", JAVA_INT);
  private static final MethodHandle ARCH_REMOVE = onFilter("seccomp_arch_remove", JAVA_INT);
  private static final MethodHandle ATTR_SET = onFilter("seccomp_attr_set", JAVA_INT, JAVA_INT);
  private static final MethodHandle RULE_ADD =
      onFilter("seccomp_rule_add_array", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EXPORT = onFilter("seccomp_export_bpf", JAVA_INT);
  private static final MethodHandle RESOLVE =
      of(LIBRARY, "seccomp_syscall_resolve_name", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle MEMFD_CREATE =
      of(
          LINKER.defaultLookup(),
          "memfd_create",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      of(LINKER.defaultLookup(), "close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private static final int ACT_BADARCH = 2;
  private static final int CTL_OPTIMIZE = 8;

  /** Of struct scmp_arg_cmp: two unsigned int, two uint64_t. */
  private static final int CONDITION_BYTES = 24;

  private Libseccomp() {}

  private static MethodHandle onFilter(String name, MemoryLayout... others) {
    return of(
        LIBRARY, name, FunctionDescriptor.of(JAVA_INT, others).insertArgumentLayouts(0, ADDRESS));
  }

  private static MethodHandle of(SymbolLookup library, String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(library.findOrThrow(name), type);
  }

  /** A rule as libseccomp takes it: the native number of a call, an action, conditions. */
  record Rule(int syscall, int action, List<SeccompArg> args) {}

  /** The native number of a call, or -1 where the library is older than it. */
  static int number(String name) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) RESOLVE.invokeExact(arena.allocateFrom(name));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Whether rules may have numbers that the library has no name for. */
  static boolean isNative(Architecture architecture) {
    try {
      return (int) ARCH_NATIVE.invokeExact() == architecture.audit();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The program for one architecture; calls of others get {@code badArch}.
   *
   * @param optimized whether as a binary tree, which runc takes for more than 32 rules
   */
  static long[] compile(
      int defaultAction,
      int badArch,
      Architecture architecture,
      boolean optimized,
      List<Rule> rules) {
    try (Arena arena = Arena.ofConfined()) {
      // 5: all that was there with Linux 5.0, whatever kernel runs here.
      check("seccomp_api_set", (int) API_SET.invokeExact(5));
      MemorySegment filter = (MemorySegment) INIT.invokeExact(defaultAction);
      try {
        if (!isNative(architecture)) {
          int nativeToken = (int) ARCH_NATIVE.invokeExact();
          check("arch_add", (int) ARCH_ADD.invokeExact(filter, architecture.audit()));
          check("arch_remove", (int) ARCH_REMOVE.invokeExact(filter, nativeToken));
        }
        check("bad arch", (int) ATTR_SET.invokeExact(filter, ACT_BADARCH, badArch));
        if (optimized) {
          check("optimize", (int) ATTR_SET.invokeExact(filter, CTL_OPTIMIZE, 2));
        }
        for (Rule rule : rules) {
          check(
              rule.toString(),
              (int)
                  RULE_ADD.invokeExact(
                      filter,
                      rule.action(),
                      rule.syscall(),
                      rule.args().size(),
                      conditions(arena, rule.args())));
        }
        return export(arena, filter);
      } finally {
        RELEASE.invokeExact(filter);
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static MemorySegment conditions(Arena arena, List<SeccompArg> args) {
    MemorySegment array = arena.allocate(Math.max(1, args.size()) * (long) CONDITION_BYTES, 8);
    for (int i = 0; i < args.size(); i++) {
      long at = i * (long) CONDITION_BYTES;
      SeccompArg arg = args.get(i);
      array.set(JAVA_INT, at, arg.index());
      array.set(JAVA_INT, at + 4, compare(arg.op()));
      array.set(JAVA_LONG, at + 8, arg.value());
      array.set(JAVA_LONG, at + 16, arg.valueTwo());
    }
    return array;
  }

  /** Of enum scmp_compare. */
  private static int compare(SeccompOperator op) {
    return switch (op) {
      case SCMP_CMP_NE -> 1;
      case SCMP_CMP_LT -> 2;
      case SCMP_CMP_LE -> 3;
      case SCMP_CMP_EQ -> 4;
      case SCMP_CMP_GE -> 5;
      case SCMP_CMP_GT -> 6;
      case SCMP_CMP_MASKED_EQ -> 7;
    };
  }

  private static long[] export(Arena arena, MemorySegment filter) throws Throwable {
    int file = (int) MEMFD_CREATE.invokeExact(arena.allocateFrom("filter"), 0);
    check("memfd_create", Math.min(file, 0));
    try {
      check("seccomp_export_bpf", (int) EXPORT.invokeExact(filter, file));
      return read(Path.of("/proc/self/fd/" + file));
    } finally {
      check("close", (int) CLOSE.invokeExact(file));
    }
  }

  private static long[] read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    long[] program = new long[bytes.remaining() / 8];
    bytes.asLongBuffer().get(program);
    return program;
  }

  private static void check(String what, int result) {
    if (result != 0) {
      throw new AssertionError(what + ": " + result);
    }
  }
}
