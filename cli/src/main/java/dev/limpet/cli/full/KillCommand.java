package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Signals;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.boxes.BoxState;
import dev.limpet.sandbox.boxes.NamedBox;
import java.util.List;

/** {@code limpet kill}. */
final class KillCommand {
  static final String HELP =
      """
      limpet kill - send a signal to boxes that run

      Usage: limpet kill [-s SIGNAL] NAME...

        -s, --signal SIGNAL
                         TERM, SIGTERM or 15; otherwise it is KILL, as docker has it
        -h, --help       print this

      Prints the name of each box that got it. HUP INT QUIT TERM USR1 USR2 ALRM WINCH
      TSTP CONT go through the box's supervisor, which gives them their default action
      where the command has none for them, as limpet run does; others go to the
      command itself. TERM reaches the command of an image as the image's STOPSIGNAL.
      It does not wait for the end: limpet wait does.

      Exit code: 0, or 125 where one of the boxes is not there or does not run.
      """;

  private final Kernel kernel;
  private final Boxes boxes;

  KillCommand(Kernel kernel) {
    this.kernel = kernel;
    this.boxes = new Boxes(kernel, "kill");
  }

  int run(List<String> words) {
    VerbWords parsed = VerbWords.parse("kill", words);
    if (parsed.wantsHelp()) {
      return HelpCommand.print(kernel, HELP);
    }
    String name = parsed.value("--signal");
    int signal = name == null ? Flags.SIGKILL : Signals.number(name);
    if (signal < 0) {
      throw parsed.wrong("--signal " + name + " is no signal: TERM, SIGTERM or 15 is one");
    }
    return boxes.each(parsed.names(), box -> send(box, signal));
  }

  private int send(NamedBox box, int signal) {
    BoxState state = boxes.running(box);
    Fd process = (Launcher.passesOn(signal) ? state.supervisor() : state.guest()).open(kernel);
    if (process == null || !sent(process, signal)) {
      throw new UsageException("kill: the box " + box.name() + " has just ended");
    }
    return new Stdio(kernel).out(box.name() + "\n") ? 0 : 1;
  }

  private boolean sent(Fd process, int signal) {
    try {
      kernel.pidfd_send_signal(process.number(), signal, 0);
      process.close();
      return true;
    } catch (ErrnoException e) {
      process.close();
      if (e.errno() == Errno.ESRCH) {
        return false;
      }
      throw e;
    }
  }
}
