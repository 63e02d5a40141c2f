package dev.limpet.rt;

import org.teavm.interop.Import;
import org.teavm.interop.StaticInit;
import org.teavm.interop.Unmanaged;
import org.teavm.interop.c.Include;
import org.teavm.runtime.Console;
import org.teavm.runtime.ExceptionHandling;
import org.teavm.runtime.GC;

/** The ends that a program does not choose: one line on standard error, and the exit code 125. */
@StaticInit
@Unmanaged
public final class Crash {
  private static final int OUR_FAILURE = 125;
  private static final long KIBIBYTE = 1024;

  private Crash() {}

  public static void outOfMemory() {
    Console.printString("limpet: out of memory: the heap limit of ");
    Console.printInt((int) (GC.maxAvailableBytes() / KIBIBYTE));
    Console.printString(" KiB is reached\n");
    exit(OUR_FAILURE);
  }

  public static void uncaught() {
    Console.printString("limpet: internal error: an exception that nobody caught");
    Throwable exception = ExceptionHandling.peekException();
    String message = exception.getMessage();
    if (message != null) {
      Console.printString(": ");
      Console.printString(message);
    }
    Console.printString("\n");
    exit(OUR_FAILURE);
  }

  @Import(name = "_exit")
  @Include("unistd.h")
  private static native void exit(int code);
}
