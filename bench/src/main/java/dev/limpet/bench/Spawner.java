package dev.limpet.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Starts a program by posix_spawn(3) and waits for it by wait4(2), directly: what is measured is
 * the command, not a process class of the JVM. Standard streams are /dev/null's.
 */
final class Spawner implements AutoCloseable {
  private static final int O_RDWR = 2;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle SPAWN =
      function(
          "posix_spawn",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle WAIT4 =
      function("wait4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle ACTIONS_INIT =
      function("posix_spawn_file_actions_init", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle ACTIONS_ADD_OPEN =
      function(
          "posix_spawn_file_actions_addopen",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment pid = arena.allocate(JAVA_INT);
  private final MemorySegment status = arena.allocate(JAVA_INT);
  private final MemorySegment actions = arena.allocate(256, 16);
  private final MemorySegment environment;

  /** Commands are given {@code PATH} and nothing else, so that every run is the same. */
  Spawner(String path) {
    environment = strings(List.of("PATH=" + path));
    try {
      check("posix_spawn_file_actions_init", (int) ACTIONS_INIT.invokeExact(actions));
      for (int fd = 0; fd < 3; fd++) {
        int result =
            (int)
                ACTIONS_ADD_OPEN.invokeExact(
                    actions, fd, arena.allocateFrom("/dev/null"), O_RDWR, 0);
        check("posix_spawn_file_actions_addopen", result);
      }
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** A command in the form that {@link #run} takes; made once, outside the measured time. */
  MemorySegment strings(List<String> words) {
    MemorySegment array = arena.allocate(ADDRESS, words.size() + 1L);
    for (int i = 0; i < words.size(); i++) {
      array.setAtIndex(ADDRESS, i, arena.allocateFrom(words.get(i)));
    }
    return array;
  }

  /** Runs {@code argv}, made by {@link #strings}, to its end. */
  Sample run(MemorySegment argv) {
    try {
      MemorySegment program = argv.get(ADDRESS, 0);
      long start = System.nanoTime();
      int spawned =
          (int) SPAWN.invokeExact(pid, program, actions, MemorySegment.NULL, argv, environment);
      check("posix_spawn", spawned);
      int child = pid.get(JAVA_INT, 0);
      int waited;
      do {
        waited = (int) WAIT4.invokeExact(child, status, 0, MemorySegment.NULL);
      } while (waited != child); // the JVM's own signals may interrupt it
      long nanos = System.nanoTime() - start;
      int wait = status.get(JAVA_INT, 0);
      int exit = (wait & 0x7f) == 0 ? wait >> 8 & 0xff : 128 + (wait & 0x7f);
      return new Sample(nanos, exit);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  @Override
  public void close() {
    arena.close();
  }

  private static void check(String call, int errno) {
    if (errno != 0) {
      throw new IllegalStateException(call + ": errno " + errno);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
  }
}
