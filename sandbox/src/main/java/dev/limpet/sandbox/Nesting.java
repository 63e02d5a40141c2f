package dev.limpet.sandbox;

import dev.limpet.formats.proc.MountInfo;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;

/**
 * Boxes within boxes.
 *
 * <p>The kernel gives a new user namespace a fresh /proc only where it can see one of which nothing
 * is hidden. A box hides much of its /proc. So one that others may be nested in keeps a second one
 * where no path leads: below the file system that its /dev lies on top of, which nobody in the box
 * can lift, nor in a box within it.
 */
public final class Nesting {
  private static final String DEV = "/dev";

  /** Its mount point is listed all the same, and tells that a box is around. */
  public static final String PROC = "/dev/limpet-nest";

  private static final long FLAGS = Flags.MS_NOSUID | Flags.MS_NODEV | Flags.MS_NOEXEC;
  private static final int LIMIT = 64 << 20;

  private Nesting() {}

  /** Whether this process is in a box that others may be nested in. */
  public static boolean isAround(Host host) {
    return host.mounts().contains(PROC);
  }

  /**
   * The same box, in which boxes can be started.
   *
   * <p>Who is user 0 keeps CAP_SETFCAP: without it the kernel lets nobody map user 0 once more. It
   * is good for file capabilities on files of one's own, which a user 0 could as well make setuid.
   */
  public static Plan allowed(Plan plan) {
    List<String> kept = isRoot(plan) ? List.of("CAP_SETFCAP") : List.of();
    List<Step> steps = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (step instanceof Step.MountNew mount && mount.target().equals(DEV)) {
        steps.add(new Step.MountNew("tmpfs", DEV, FLAGS, "mode=755,size=4k,nr_inodes=4"));
        steps.add(new Step.MakeDirectory(PROC, 0555));
        steps.add(new Step.MountNew("proc", PROC, FLAGS, ""));
      }
      steps.add(step instanceof Step.DropCapabilities drop ? keeping(drop, kept) : step);
    }
    return plan.withSteps(steps);
  }

  private static Step keeping(Step.DropCapabilities drop, List<String> more) {
    List<String> kept = new ArrayList<>(drop.kept());
    kept.addAll(more);
    return new Step.DropCapabilities(kept);
  }

  private static boolean isRoot(Plan plan) {
    for (Step step : plan.steps()) {
      if (step instanceof Step.MapIds ids) {
        return ids.uids().get(0).containerID() == 0;
      }
    }
    return false;
  }

  /**
   * What a box around this process is to a box within: its root's parts belong together, and are
   * not among what is mounted.
   *
   * @param host with all mounts
   */
  public static Surroundings surroundings(Kernel kernel, Host host) {
    if (!isAround(host)) {
      return new Surroundings(host, List.of(), List.of(), false);
    }
    Fd file = Fd.open(kernel, "/proc/self/mountinfo", Flags.O_RDONLY);
    List<MountInfo> mounts = MountInfo.parse(file.readAll(LIMIT));
    file.close();
    List<String> points = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    List<String> writable = new ArrayList<>();
    boolean inMemory = false;
    for (MountInfo mount : mounts) {
      String point = path(mount.point());
      inMemory |= isRoot(mount) && mount.type().equals("tmpfs");
      if (!isPart(mount, mounts)) {
        points.add(point);
        continue;
      }
      parts.add(point);
      if (mount.options().startsWith("rw")) {
        writable.add(point);
      }
    }
    Host seen = new Host(host.architecture(), host.uid(), host.gid(), host.cwd(), points);
    return new Surroundings(seen, parts, writable, inMemory);
  }

  /**
   * Whether a mount is a part of a root that {@link RootBuilder} made: an overlay of its making, or
   * a bind of the directory of that name, right on the root.
   */
  private static boolean isPart(MountInfo mount, List<MountInfo> mounts) {
    for (MountInfo other : mounts) {
      if (other.id() == mount.parent() && isRoot(other)) {
        return mount.source().equals(RootBuilder.SOURCE) || mount.root().endsWith(mount.point());
      }
    }
    return false;
  }

  /** Whether it is a root that was put together. */
  private static boolean isRoot(MountInfo mount) {
    return mount.point().equals("/") && mount.source().equals(RootBuilder.SOURCE);
  }

  /** The path of bytes that stand as chars. */
  private static String path(String chars) {
    byte[] bytes = new byte[chars.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) chars.charAt(i);
    }
    return OsString.decode(bytes);
  }

  /**
   * What is around a box.
   *
   * @param host what a box within has to know: the parts of the root are not among its mounts
   * @param parts the parts
   * @param writable those that may be written to
   * @param inMemory whether what is between the parts lies in memory, made for them
   */
  public record Surroundings(
      Host host, List<String> parts, List<String> writable, boolean inMemory) {}

  /** The plan of {@code build} in such a box: what may be written to there stays so. */
  public static Plan writable(Plan plan, Surroundings around) {
    List<Step> steps = new ArrayList<>();
    for (Step step : plan.steps()) {
      steps.add(step);
      if (step instanceof Step.SealRoot) {
        for (String part : around.writable()) {
          steps.add(new Step.SetReadOnly(part, false));
        }
      }
    }
    return plan.withSteps(steps);
  }
}
