package dev.limpet.oci.cgroup;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a container's cgroups are, one for each hierarchy of the machine's; kept in its state
 * between the verbs.
 *
 * @param paths may be empty: nobody but root can make any on some machines
 */
public record ContainerCgroup(List<CgroupPath> paths) {
  public static final ContainerCgroup NONE = new ContainerCgroup(List.of());

  public ContainerCgroup {
    paths = List.copyOf(paths);
  }

  /** Writes it as the value that comes next. */
  public void write(JsonWriter out) {
    out.beginArray();
    for (CgroupPath path : paths) {
      out.beginObject().member("unified", path.unified()).key("controllers").beginArray();
      for (String controller : path.controllers()) {
        out.value(controller);
      }
      out.endArray().member("point", path.point()).member("directory", path.directory());
      out.member("made", path.made()).endObject();
    }
    out.endArray();
  }

  /**
   * Reads the member {@code key} that {@link #write} has written; none where it is absent.
   *
   * @throws JsonException where it is anything else
   */
  public static ContainerCgroup read(JsonFields fields, String key) {
    List<CgroupPath> paths = new ArrayList<>();
    for (JsonFields path : fields.objects(key)) {
      String point = path.string("point");
      String directory = path.string("directory");
      if (!point.startsWith("/")
          || !directory.startsWith(point + "/")
          || (directory + "/").contains("/../")) {
        throw new JsonException(
            path.place(), path.place().path() + ".directory is not below the point");
      }
      paths.add(
          new CgroupPath(
              path.flag("unified", false),
              path.strings("controllers"),
              point,
              directory,
              (int) path.integer("made", CgroupPath.PLANNED, 4096, CgroupPath.PLANNED)));
    }
    return new ContainerCgroup(paths);
  }

  /** Whether they were made, as far as they could be. */
  public boolean isMade() {
    return !made().isEmpty();
  }

  /** Whether all are of version 2. */
  public boolean isVersion2() {
    boolean all = !paths.isEmpty();
    for (CgroupPath path : paths) {
      all &= path.unified();
    }
    return all;
  }

  /** Whether a cgroup of one is one of the other's, or above or below. */
  public boolean overlaps(ContainerCgroup other) {
    for (CgroupPath mine : paths) {
      for (CgroupPath its : other.paths) {
        String directory = mine.directory() + "/";
        String another = its.directory() + "/";
        if (directory.startsWith(another) || another.startsWith(directory)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Those that were made: others may be in the rest. */
  List<CgroupPath> made() {
    List<CgroupPath> made = new ArrayList<>(paths);
    made.removeIf(path -> path.made() == CgroupPath.PLANNED);
    return made;
  }

  /** The one of version 1 that has {@code controller}; null where there is none. */
  @Nullable CgroupPath ofVersion1(String controller) {
    for (CgroupPath path : paths) {
      if (path.controllers().contains(controller)) {
        return path;
      }
    }
    return null;
  }

  /** The one of version 2; null where there is none. */
  @Nullable CgroupPath unified() {
    for (CgroupPath path : paths) {
      if (path.unified()) {
        return path;
      }
    }
    return null;
  }
}
