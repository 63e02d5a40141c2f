package dev.limpet.sandbox;

import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan whose root is the tree of an image.
 *
 * @param tree an absolute path without symbolic links
 * @param lock the descriptor that keeps the tree from being removed; negative in a plan that is
 *     only looked at
 * @param volumes directories of the image that may be written to in any case
 * @param readOnly whether the rest of it may not
 * @param tmp whether the box has a /tmp of its own; otherwise it is the image's
 */
public record ImageBox(String tree, int lock, List<String> volumes, boolean readOnly, boolean tmp) {
  private static final String TMP = "/tmp";

  public ImageBox {
    volumes = List.copyOf(volumes);
  }

  /**
   * The box.
   *
   * @param plan one with {@link #tree} as its root
   * @param store where changes are kept; null: in memory
   * @param size how much may be changed there, with tmpfs's suffixes
   */
  public Plan in(Plan plan, @Nullable OverlayStore store, String size) {
    List<Step> steps = new ArrayList<>();
    boolean left = false;
    boolean placed = false;
    for (Step step : plan.steps()) {
      if (left && !placed) {
        places(steps);
        placed = true;
      }
      switch (step) {
        case Step.SealRoot _, Step.EnterRoot _ -> {
          steps.add(new Step.SealRoot(false));
          steps.add(new ImageRoot(tree, store, size, lock));
        }
        case Step.LeaveHost leave -> {
          steps.add(leave);
          left = true;
        }
        case Step.HideSubmount _ -> {}
        case Step.RequireDirectory place when !tmp && place.path().equals(TMP) -> {}
        case Step.MountNew mount when !tmp && mount.target().equals(TMP) -> {}
        case Step.PlaceTree at ->
            steps.add(new Step.PlaceTree(at.slot(), at.source(), at.target(), at.writable(), true));
        case Step.ChangeDirectory directory -> {
          steps.add(new ImagePlaces(directory.path(), false));
          if (readOnly) {
            steps.add(new Step.SetReadOnly("/", true));
          }
          steps.add(directory);
        }
        default -> steps.add(step);
      }
    }
    return plan.withSteps(steps);
  }

  /** Below whatever the caller mounts there. */
  private void places(List<Step> steps) {
    for (String volume : volumes) {
      steps.add(new ImagePlaces(volume, readOnly));
    }
  }

  /** Takes what a directory of changes needs. */
  public static OverlayStore store(Kernel kernel, String path) {
    return OverlayStore.open(kernel, path, 0755);
  }
}
