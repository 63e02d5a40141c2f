package dev.limpet.formats.proc;

/** {@code /proc/PID/fdinfo/FD} of a descriptor of a process, see pidfd_open(2) and proc(5). */
public final class PidfdInfo {
  private static final String PID = "Pid:\t";

  private PidfdInfo() {}

  /**
   * The id of the process in the pid namespace of that /proc: 0 if it is not in there, -1 if it has
   * been waited for.
   *
   * @throws IllegalArgumentException where the text is not of that form
   */
  public static int pid(String text) {
    int at = text.startsWith(PID) ? 0 : text.indexOf("\n" + PID) + 1;
    int end = text.indexOf('\n', at);
    if (!text.startsWith(PID, at) || end < 0) {
      throw new IllegalArgumentException("not the fdinfo of a process: " + text);
    }
    return (int) ProcStat.number(text, at + PID.length(), end);
  }
}
