package dev.limpet.sandbox;

import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a plan into one whose root is put together, see {@link RootParts}. */
public final class Rerooting {
  /** Directories that every box mounts on. */
  private static final List<String> OWN = List.of("/dev", "/proc", "/tmp");

  private Rerooting() {}

  /**
   * Looks at the root of {@code spec}.
   *
   * @param below directories of the host that changes are expected in: the kernel cannot copy the
   *     directories above them that belong to somebody else, who has no number in the box
   */
  public static RootParts parts(
      Kernel kernel, Spec spec, Nesting.Surroundings around, List<String> below) {
    List<String> own = new ArrayList<>(OWN);
    for (Mount mount : spec.mounts()) {
      if (mount.destination().indexOf('/', 1) < 0 && !own.contains(mount.destination())) {
        own.add(mount.destination());
      }
    }
    return RootParts.of(kernel, spec.root().path(), around, own, below);
  }

  /** The same box with a root of parts that it may read only. */
  public static Plan bound(Plan plan, RootParts parts) {
    return replaced(plan, new BoundRoot(parts), null, false);
  }

  /**
   * The same box with a root that it may write to, while the originals stay as they are.
   *
   * @param store where changes are kept; null: nowhere
   * @param size how much may be changed where they are not, with tmpfs's suffixes
   */
  public static Plan overlaid(
      Plan plan, RootParts parts, @Nullable OverlayStore store, String size) {
    String hidden = store == null ? null : inBox(store.path(), parts.source());
    return replaced(plan, new OverlaidRoot(parts, store, size), hidden, true);
  }

  /** The path in the box of a directory of the host; null where the box does not have it. */
  private static @Nullable String inBox(String path, String root) {
    if (root.equals("/")) {
      return path;
    }
    return Paths.isWithin(path, root) && !path.equals(root) ? path.substring(root.length()) : null;
  }

  private static Plan replaced(
      Plan plan, Step.MakeRoot make, @Nullable String hidden, boolean writable) {
    List<Step> steps = new ArrayList<>();
    for (Step step : plan.steps()) {
      switch (step) {
        case Step.SealRoot _, Step.EnterRoot _ -> {
          steps.add(new Step.SealRoot(false));
          steps.add(make);
          for (String path : OWN) {
            steps.add(new Step.RequireDirectory(path));
          }
        }
        // What is not one of its parts the root does not have.
        case Step.HideSubmount _, Step.RequireDirectory _ -> {}
        case Step.LeaveHost leave -> {
          steps.add(leave);
          if (hidden != null) {
            // A box that changed its own upper layer would see things that are not.
            steps.add(new Step.HideSubmount(hidden));
          }
        }
        case Step.PlaceTree tree when writable ->
            steps.add(
                new Step.PlaceTree(
                    tree.slot(), tree.source(), tree.target(), tree.writable(), true));
        default -> steps.add(step);
      }
    }
    return plan.withSteps(steps);
  }
}
