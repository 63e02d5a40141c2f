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

  /** The member of a state that has the directories. */
  public static final String CGROUPS = "cgroups";

  /** The member of a state that has the numbers of directories that were made. */
  public static final String MADE = "made";

  private static final int MOST = 4096;

  public ContainerCgroup {
    paths = List.copyOf(paths);
  }

  /** Writes where they are as the member {@link #CGROUPS}, and what was made of them. */
  public void write(JsonWriter out) {
    out.key(CGROUPS).beginArray();
    for (CgroupPath path : paths) {
      out.beginObject().key("controllers").beginArray();
      for (String controller : path.controllers()) {
        out.value(controller);
      }
      String below = path.directory().substring(path.point().length());
      out.endArray().member("point", path.point()).member("path", below).endObject();
    }
    out.endArray();
    if (!made().isEmpty()) {
      writeMade(out);
    }
  }

  /** Writes as the member {@link #MADE} what was made of them. */
  public void writeMade(JsonWriter out) {
    out.key(MADE).beginArray();
    for (CgroupPath path : paths) {
      out.value(path.made());
    }
    out.endArray();
  }

  /**
   * Reads the members that {@link #write} has written; none where they are absent.
   *
   * @throws JsonException where they are anything else
   */
  public static ContainerCgroup read(JsonFields fields) {
    List<CgroupPath> paths = new ArrayList<>();
    List<Integer> made = fields.integers(MADE, CgroupPath.PLANNED, MOST);
    for (JsonFields path : fields.objects(CGROUPS)) {
      String point = path.string("point");
      String below = path.string("path");
      if (!point.startsWith("/")
          || !below.startsWith("/")
          || below.equals("/")
          || (below + "/").contains("/../")) {
        throw new JsonException(path.place(), path.place().path() + ".path is not below the point");
      }
      List<String> controllers = path.strings("controllers");
      int number = paths.size() < made.size() ? made.get(paths.size()) : CgroupPath.PLANNED;
      paths.add(new CgroupPath(controllers.isEmpty(), controllers, point, point + below, number));
    }
    return new ContainerCgroup(paths);
  }

  /** Whether they are where the others are, whatever was made of them. */
  public boolean areWhere(ContainerCgroup others) {
    boolean same = paths.size() == others.paths.size();
    for (int i = 0; i < paths.size() && same; i++) {
      same = paths.get(i).directory().equals(others.paths.get(i).directory());
    }
    return same;
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

  /** Those of version 2, or those of version 1. */
  public ContainerCgroup ofVersion(int version) {
    List<CgroupPath> some = new ArrayList<>(paths);
    some.removeIf(path -> path.unified() != (version == 2));
    return new ContainerCgroup(some);
  }

  /** Those of which is known that they were made, or the others. */
  public ContainerCgroup thatAre(boolean made) {
    List<CgroupPath> some = new ArrayList<>(paths);
    some.removeIf(path -> (path.made() != CgroupPath.PLANNED) != made);
    return new ContainerCgroup(some);
  }

  /** The one of that number. */
  public ContainerCgroup only(int number) {
    return new ContainerCgroup(List.of(paths.get(number)));
  }

  /** Those after that number. */
  public ContainerCgroup after(int number) {
    return new ContainerCgroup(paths.subList(number + 1, paths.size()));
  }

  /** All of both. */
  public ContainerCgroup and(ContainerCgroup others) {
    List<CgroupPath> all = new ArrayList<>(paths);
    all.addAll(others.paths);
    return new ContainerCgroup(all);
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
