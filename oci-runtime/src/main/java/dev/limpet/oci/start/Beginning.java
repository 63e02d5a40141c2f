package dev.limpet.oci.start;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.linux.WaitStatus;
import dev.limpet.oci.cgroup.Entrance;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;

/**
 * Makes a process in namespaces, as a child of this one. Where some of them are there already
 * another process guides it there: this one stays where it is, for hooks and files of the host's.
 */
final class Beginning {
  private final Kernel kernel;
  private final Entrance cgroups;

  /**
   * A beginning.
   *
   * @param cgroups which the process is to enter
   */
  Beginning(Kernel kernel, Entrance cgroups) {
    this.kernel = kernel;
    this.cgroups = cgroups;
  }

  /**
   * Makes it.
   *
   * @param namespaces where
   * @param later CLONE_NEW* that it makes itself
   * @param letGo closes what the child is not to have: who is in its namespaces already could
   *     otherwise get out by way of it, through /proc
   * @param child what it does; it exits with what that returns
   * @return its process id
   */
  int begin(Namespaces namespaces, long later, Runnable letGo, Body child) {
    long fresh = namespaces.fresh() & ~later;
    if (!namespaces.needsGuide()) {
      int pid = clone(fresh | Flags.SIGCHLD);
      if (pid == 0) {
        letGo.run();
        end(child);
      }
      return pid;
    }
    Channel[] ends = Channel.pair(kernel);
    int guide = kernel.clone(Flags.SIGCHLD);
    if (guide == 0) {
      letGo.run();
      ends[0].close();
      end(() -> guide(namespaces, fresh, ends[1], child));
    }
    ends[1].close();
    String number = ends[0].receive();
    ends[0].close();
    int[] status = new int[1];
    kernel.wait4(guide, status, 0);
    if (number == null || new WaitStatus(status[0]).exitCode() != 0) {
      throw new RefusedException(
          number == null ? "the namespaces could not be joined" : failure(number));
    }
    return Integer.parseInt(number);
  }

  private static String failure(String said) {
    return said.startsWith(Birth.FAILED) ? said.substring(Birth.FAILED.length()) : said;
  }

  /** What a process does. */
  interface Body {
    int run();
  }

  /** It must not go on as this program, whatever becomes of it. */
  private void end(Body child) {
    try {
      kernel.exit_group(run(child));
    } finally {
      kernel.exit_group(ExitCode.FAILURE);
    }
  }

  /** What it could tell nobody, it tells here. */
  private int run(Body child) {
    try {
      return child.run();
    } catch (StepFailedException | RefusedException | ErrnoException e) {
      new Stdio(kernel).failure(String.valueOf(e.getMessage()));
      return ExitCode.FAILURE;
    }
  }

  private int guide(Namespaces namespaces, long fresh, Channel tell, Body child) {
    try {
      if (namespaces.joins(Flags.CLONE_NEWPID)) {
        // Whoever is in there already cannot look into this process, nor into the next.
        kernel.prctl(Flags.PR_SET_DUMPABLE, 0, 0, 0, 0);
      }
      namespaces.join(kernel);
      int pid = clone(fresh | Flags.CLONE_PARENT | Flags.SIGCHLD);
      if (pid == 0) {
        tell.close();
        namespaces.close(kernel);
        return run(child);
      }
      tell.send(String.valueOf(pid));
      return 0;
    } catch (RefusedException | ErrnoException e) {
      tell.send(Birth.FAILED + e.getMessage());
      return ExitCode.FAILURE;
    }
  }

  private int clone(long flags) {
    try {
      return cgroups.clone(flags);
    } catch (ErrnoException e) {
      throw noNamespaces(e);
    }
  }

  static RefusedException noNamespaces(ErrnoException e) {
    return new RefusedException("make the namespaces: " + e.getMessage());
  }
}
