package dev.limpet.oci.start;

import dev.limpet.formats.oci.Process;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.cgroup.Entrance;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.SearchPath;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.StepFailedException;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Runs one more process in a container that runs. */
public final class Joiner {
  private final Kernel kernel;
  private final Namespaces namespaces;
  private final Entrance cgroups;

  /**
   * A way in.
   *
   * @param namespaces those of the container, all of them to be joined
   * @param cgroups those of the container
   */
  public Joiner(Kernel kernel, Namespaces namespaces, Entrance cgroups) {
    this.kernel = kernel;
    this.cgroups = cgroups;
    this.namespaces = namespaces;
  }

  /**
   * Starts it; returns once it has executed its program.
   *
   * @param process its program and environment
   * @param preparing what it does before its program is looked for
   * @param finishing what it does after that, out of what {@code begun} has told it
   * @param mask the signals that it blocks in the end
   * @param letGo closes what it is not to have
   * @param begun what is to be done about it before it does anything; returns what it is told
   * @param patience waits until the descriptor that it is given can be read; false: gives up
   * @return null where the wait was given up
   * @throws RefusedException where it could not
   */
  public @Nullable ProcessId start(
      Process process,
      List<Step> preparing,
      Function<String, List<Step>> finishing,
      long mask,
      Runnable letGo,
      Function<ProcessId, String> begun,
      IntPredicate patience) {
    Channel[] ends = Channel.pair(kernel);
    Channel own = ends[0];
    int pid =
        new Beginning(kernel, cgroups)
            .begin(
                namespaces,
                0,
                () -> {
                  own.close();
                  letGo.run();
                },
                () -> join(process, preparing, finishing, mask, ends[1]));
    ends[1].close();
    cgroups.close();
    try {
      ProcessId id = ProcessId.numbered(kernel, pid);
      own.send(begun.apply(id));
      if (!patience.test(own.number())) {
        // One that is frozen does not die before it is thawed: nobody waits for that here.
        kernel.kill(pid, Flags.SIGKILL);
        own.close();
        return null;
      }
      String failure = own.receive();
      own.close();
      if (failure != null) {
        throw Refusal.heard(failure);
      }
      return id;
    } catch (RefusedException | ErrnoException e) {
      kernel.kill(pid, Flags.SIGKILL);
      kernel.wait4(pid, new int[1], 0);
      throw e;
    }
  }

  private int join(
      Process process,
      List<Step> preparing,
      Function<String, List<Step>> finishing,
      long mask,
      Channel runtime) {
    try {
      kernel.prctl(Flags.PR_SET_PDEATHSIG, Flags.SIGKILL, 0, 0, 0);
      String told = runtime.receive();
      if (told == null) {
        return ExitCode.FAILURE;
      }
      cgroups.enter();
      cgroups.close();
      kernel.setsid();
      Launcher launcher = new Launcher(kernel);
      launcher.perform(preparing);
      String program = Programs.find(kernel, process);
      kernel.prctl(Flags.PR_SET_PDEATHSIG, 0, 0, 0, 0);
      hearSignals(kernel, mask);
      launcher.perform(finishing.apply(told));
      int errno = execute(kernel, program, process);
      throw Programs.refusal(process.args().get(0), errno);
    } catch (StepFailedException | RefusedException | ErrnoException e) {
      runtime.send(Refusal.told(e));
      return ExitCode.FAILURE;
    }
  }

  /**
   * Has signals do what they do to the program: what the engine ignores is not the container's
   * choice. Before the filter, which may forbid these calls, and which nothing but a signal may
   * leave to end a process.
   *
   * @param mask those that stay blocked
   */
  static void hearSignals(Kernel kernel, long mask) {
    for (int signal = 1; signal <= Flags.SIGMAX; signal++) {
      if (signal != Flags.SIGKILL && signal != Flags.SIGSTOP) {
        kernel.rt_sigaction(signal, Flags.SIG_DFL);
      }
    }
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, mask);
  }

  /**
   * Becomes {@code program}, or one later in the search path; returns the errno where it cannot.
   */
  static int execute(Kernel kernel, String program, Process process) {
    List<String> all = Home.completed(kernel, process);
    String[] args = process.args().toArray(new String[0]);
    String[] env = all.toArray(new String[0]);
    int errno = Errno.ENOENT;
    List<String> candidates = SearchPath.candidates(args[0], all);
    int first = Math.max(candidates.indexOf(program), 0);
    for (String path : candidates.subList(first, candidates.size())) {
      int failure = kernel.execve(path, args, env);
      errno = failure == Errno.ENOENT || failure == Errno.ENOTDIR ? errno : failure;
    }
    return errno;
  }
}
