package dev.limpet.oci.cgroup;

import java.util.List;

/**
 * One of a container's cgroups.
 *
 * @param unified whether it is of version 2
 * @param controllers those of its hierarchy, where that is of version 1
 * @param point where the hierarchy is mounted
 * @param directory the cgroup's directory, below {@code point}
 * @param made how many directories were made for it, the last of the path first; {@link #PLANNED}
 *     as long as nothing is known of that
 */
public record CgroupPath(
    boolean unified, List<String> controllers, String point, String directory, int made) {
  public static final int PLANNED = -1;

  public CgroupPath {
    controllers = List.copyOf(controllers);
  }

  CgroupPath withMade(int directories) {
    return new CgroupPath(unified, controllers, point, directory, directories);
  }

  String file(String name) {
    return directory + "/" + name;
  }
}
