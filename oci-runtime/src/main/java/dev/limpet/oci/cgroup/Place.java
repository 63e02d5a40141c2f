package dev.limpet.oci.cgroup;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.cgroup.Hierarchy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in every hierarchy {@code linux.cgroupsPath} is: an absolute one below the hierarchy's
 * root, a relative one below the cgroup of the caller, as with runc. Without one a container has a
 * cgroup of its name below the caller's.
 */
final class Place {
  private final boolean absolute;
  private final String below;

  /**
   * @throws RefusedException for a path that leads out of a hierarchy, or nowhere in it
   */
  Place(@Nullable String cgroupsPath, String id) {
    String path = cgroupsPath == null ? id : cgroupsPath;
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        String word = path.substring(start, i);
        if (word.equals("..")) {
          throw refused(path, "it has .. in it");
        }
        if (!word.isEmpty() && !word.equals(".")) {
          words.add(word);
        }
        start = i + 1;
      }
    }
    if (words.isEmpty()) {
      throw refused(path, "it is the root, which holds the whole machine");
    }
    this.absolute = path.startsWith("/");
    this.below = "/" + String.join("/", words);
  }

  private static RefusedException refused(String path, String why) {
    return new RefusedException(
        "no container can be in the cgroup " + JsonWriter.quoted(path) + ": " + why);
  }

  /** The directory in {@code hierarchy}. */
  CgroupPath in(Hierarchy hierarchy) {
    String base = absolute ? hierarchy.point() : hierarchy.own();
    List<String> controllers = hierarchy.unified() ? List.of() : hierarchy.controllers();
    return new CgroupPath(
        hierarchy.unified(),
        controllers,
        hierarchy.point(),
        withoutSlash(base) + below,
        CgroupPath.PLANNED);
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
