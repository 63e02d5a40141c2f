package dev.limpet.linux;

/**
 * How a process ended, from the word that wait4(2) fills in.
 *
 * @param word the kernel's status word
 */
public record WaitStatus(int word) {

  /** The status word of a process that ended by exit_group({@code code}). */
  public static WaitStatus exited(int code) {
    return new WaitStatus((code & 0xff) << 8);
  }

  /** The status word of a process that {@code signal} ended. */
  public static WaitStatus signaled(int signal) {
    return new WaitStatus(signal & 0x7f);
  }

  /** Whether the process ended by itself. */
  public boolean isExited() {
    return (word & 0x7f) == 0;
  }

  /** Whether a signal ended the process. */
  public boolean isSignaled() {
    return (word & 0x7f) != 0 && (word & 0x7f) != 0x7f;
  }

  /** Whether the process only stopped (WUNTRACED). */
  public boolean isStopped() {
    return (word & 0xff) == 0x7f;
  }

  /** The code it exited with, 0 to 255; meaningless unless {@link #isExited}. */
  public int code() {
    return word >> 8 & 0xff;
  }

  /** The signal that ended or stopped it; meaningless if {@link #isExited}. */
  public int signal() {
    return isStopped() ? word >> 8 & 0xff : word & 0x7f;
  }

  /** The code that Limpet itself exits with for this: the guest's own, or 128 + signal. */
  public int exitCode() {
    return isExited() ? code() : 128 + signal();
  }
}
