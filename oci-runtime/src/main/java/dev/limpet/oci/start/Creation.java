package dev.limpet.oci.start;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.cgroup.Entrance;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.boxes.ProcessId;

/** The runtime's part in the making of a container's first process. */
public final class Creation {
  private final Kernel kernel;
  private final Namespaces namespaces;
  private final IdMaps maps;
  private final Entrance cgroups;

  /**
   * A creation.
   *
   * @param maps those of a user namespace that begins
   * @param cgroups those that the process is to begin in
   */
  public Creation(Kernel kernel, Namespaces namespaces, IdMaps maps, Entrance cgroups) {
    this.cgroups = cgroups;
    this.kernel = kernel;
    this.namespaces = namespaces;
    this.maps = maps;
  }

  /**
   * What the process is given.
   *
   * @param cgroups those that it is not in yet; closed here
   * @param state the container's, for its hooks
   */
  public record Admission(Entrance cgroups, String state) {}

  /** What has to be done about the process while it waits. */
  public interface Company {
    /** It is there, and makes its namespaces. */
    Admission begun(ProcessId first);

    /** Its namespaces are furnished: hooks that want to see that may. */
    void furnished();
  }

  /**
   * Makes the process and sees it through to where it waits to be started.
   *
   * @param script what it does
   * @param server the socket on which it waits
   * @param letGo closes what it is not to have
   */
  public ProcessId create(Birth.Script script, int server, Company company, Runnable letGo) {
    Channel[] ends = Channel.pair(kernel);
    Channel own = ends[0];
    int pid =
        new Beginning(kernel, cgroups)
            .begin(
                namespaces,
                Birth.MEANWHILE | Birth.LATER,
                () -> {
                  own.close();
                  letGo.run();
                },
                () -> new Birth(kernel, script, cgroups, ends[1], server).run());
    ends[1].close();
    cgroups.close();
    try {
      ProcessId first = ProcessId.numbered(kernel, pid);
      converse(own, first, company);
      own.close();
      return first;
    } catch (RuntimeException e) {
      // Whatever it was: nobody else knows of the process.
      kernel.kill(pid, Flags.SIGKILL);
      kernel.wait4(pid, new int[1], 0);
      throw e;
    }
  }

  private static void admit(Channel channel, Admission admission) {
    try (Entrance cgroups = admission.cgroups()) {
      StringBuilder directories = new StringBuilder();
      for (String directory : cgroups.directories()) {
        directories.append(directory).append('\0');
      }
      channel.send(directories.toString(), cgroups.descriptors());
    }
    channel.send(admission.state());
  }

  private void converse(Channel channel, ProcessId first, Company company) {
    admit(channel, company.begun(first));
    String said = channel.receive();
    if (Birth.MAP.equals(said)) {
      maps.write(first.pid());
      channel.send(Birth.GO);
      said = channel.receive();
    }
    if (Birth.HOOKS.equals(said)) {
      company.furnished();
      channel.send(Birth.GO);
      said = channel.receive();
    }
    if (said == null) {
      throw new RefusedException(
          "the container's first process was killed: too little memory, or a limit of the cgroup?");
    }
    if (!said.equals(Birth.READY)) {
      throw Refusal.heard(said.substring(Birth.FAILED.length()));
    }
  }
}
