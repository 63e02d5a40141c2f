package dev.limpet.sandbox.cgroup;

import java.util.List;

/**
 * A cgroup to be made for a box.
 *
 * @param unified whether it is one of version 2
 * @param directory its directory, which is not there yet
 * @param controllers those that it is made for
 * @param settings what is written to its files, in this order
 */
public record Group(
    boolean unified, String directory, List<String> controllers, List<Setting> settings) {
  public Group {
    controllers = List.copyOf(controllers);
    settings = List.copyOf(settings);
  }

  /**
   * A limit.
   *
   * @param file its name in the cgroup's directory
   * @param value what is written to it
   * @param optional whether kernels without the file do as well: those that do not account swap
   */
  public record Setting(String file, String value, boolean optional) {}

  /**
   * The file by which a process goes into it. In version 1 that of threads, of which the process
   * has one: for a process that is moved whole the kernel waits until all processors have passed
   * through it (its cgroup_threadgroup_rwsem), which may take longer than all else of a start.
   */
  String procs() {
    return directory + (unified ? "/cgroup.procs" : "/tasks");
  }
}
