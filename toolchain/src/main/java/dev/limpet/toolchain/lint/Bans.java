package dev.limpet.toolchain.lint;

import java.util.List;
import java.util.Set;

/** What of the class library does not do natively what it promises. */
final class Bans {
  private static final String NO_THREADS =
      "a native program has one thread, and fibers only where TeaVM makes them";
  private static final String NO_FILES = "files and sockets are reached through Kernel only";
  private static final String NO_REFLECTION = "there is no reflection natively";
  private static final String NO_RANDOM =
      "repeatable or weak natively: Kernel.getrandom has the kernel's randomness";
  private static final String NO_CLOCK = "the clock is Kernel.clock_gettime";
  private static final String NO_FORMAT = "costs 700 KB natively: concatenate";

  static final List<Ban> ALL =
      List.of(
          Ban.all("java/lang/Thread", NO_THREADS),
          Ban.all("java/lang/ThreadGroup", NO_THREADS),
          Ban.all("java/lang/ThreadLocal", NO_THREADS),
          Ban.all("java/lang/InheritableThreadLocal", NO_THREADS),
          Ban.all("java/util/Timer", NO_THREADS),
          Ban.all("java/util/TimerTask", NO_THREADS),
          Ban.all("java/util/concurrent/", NO_THREADS),
          Ban.only("java/lang/Object", Set.of("wait", "notify", "notifyAll"), NO_THREADS),
          Ban.allExcept(
              "java/io/",
              Set.of(
                  "java/io/Serializable",
                  "java/io/Closeable",
                  "java/io/IOException",
                  "java/io/UncheckedIOException"),
              NO_FILES),
          Ban.all("java/nio/file/", NO_FILES),
          Ban.all("java/nio/channels/", NO_FILES),
          Ban.all("java/net/", NO_FILES),
          Ban.all("java/util/Scanner", NO_FILES),
          Ban.all("java/lang/reflect/", NO_REFLECTION),
          Ban.only("java/lang/invoke/MethodHandle", Set.of("invoke", "invokeExact"), NO_REFLECTION),
          Ban.only("java/lang/invoke/MethodHandles", Set.of("lookup"), NO_REFLECTION),
          Ban.all("java/lang/invoke/VarHandle", NO_REFLECTION),
          Ban.allExcept(
              "java/lang/Class",
              Set.of("desiredAssertionStatus", "isInstance", "cast", "getName", "getSimpleName"),
              NO_REFLECTION),
          Ban.all("java/lang/ClassLoader", NO_REFLECTION),
          Ban.all("java/util/ServiceLoader", NO_REFLECTION),
          Ban.only("java/lang/String", Set.of("format", "formatted"), NO_FORMAT),
          Ban.all("java/util/Formatter", NO_FORMAT),
          Ban.all("java/text/", NO_FORMAT),
          Ban.only(
              "java/lang/System",
              Set.of("exit", "getenv", "getProperty", "in", "out", "err", "console"),
              "exit does not exit, getenv is null, in is empty and err is out natively: use Kernel"),
          Ban.only("java/lang/System", Set.of("nanoTime", "currentTimeMillis"), NO_CLOCK),
          Ban.all("java/lang/Runtime", "Runtime does nothing natively: use Kernel"),
          Ban.all("java/lang/Process", "processes are made through Kernel"),
          Ban.all("java/lang/ProcessBuilder", "processes are made through Kernel"),
          Ban.all("java/lang/ProcessHandle", "processes are made through Kernel"),
          Ban.all("java/util/Random", NO_RANDOM),
          Ban.all("java/util/SplittableRandom", NO_RANDOM),
          Ban.all("java/util/random/", NO_RANDOM),
          Ban.only("java/lang/Math", Set.of("random"), NO_RANDOM),
          Ban.only("java/lang/StrictMath", Set.of("random"), NO_RANDOM),
          Ban.only("java/util/UUID", Set.of("randomUUID"), NO_RANDOM),
          Ban.only("java/util/Collections", Set.of("shuffle"), NO_RANDOM),
          Ban.all("java/security/", "there is no MessageDigest and no SecureRandom natively"),
          Ban.all("javax/crypto/", "there is no cryptography in the class library natively"),
          Ban.all("java/time/Clock", NO_CLOCK),
          Ban.all("java/time/InstantSource", NO_CLOCK),
          Ban.only("java/time/", Set.of("now"), NO_CLOCK),
          Ban.all("java/util/Date", NO_CLOCK),
          Ban.all("java/util/Calendar", NO_CLOCK),
          Ban.all("java/util/GregorianCalendar", NO_CLOCK),
          Ban.all("java/util/TimeZone", NO_CLOCK));

  private Bans() {}
}
