package dev.limpet.cli.full;

import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.seccomp.NestingFilter;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Host;
import dev.limpet.sandbox.ImageBox;
import dev.limpet.sandbox.Nesting;
import dev.limpet.sandbox.OverlayStore;
import dev.limpet.sandbox.Paths;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.Planner;
import dev.limpet.sandbox.Rerooting;
import dev.limpet.sandbox.RootParts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of the root beyond what the small program knows.
 *
 * @param overlay {@code --overlay}: whether all of it may be written to without changing the host
 * @param store {@code --overlay=DIR}: where the changes are kept; null: nowhere
 * @param size {@code --overlay-size}: bytes that changes which are not kept may take; null: 1 GiB
 * @param nest {@code --nest}: whether boxes may be started in the box
 */
record RootOptions(boolean overlay, @Nullable String store, @Nullable Long size, boolean nest) {
  static final RootOptions NONE = new RootOptions(false, null, null, false);

  /** As tmpfs takes it. */
  private static final String DEFAULT_SIZE = "1g";

  /**
   * The plan of a box.
   *
   * @param around what is around limpet itself
   * @param build whether the root is one to write to
   * @param pretend whether nothing is to be made or locked
   */
  Plan plan(Kernel kernel, Spec spec, Nesting.Surroundings around, boolean build, boolean pretend) {
    Host host = around.host();
    Spec opened = nest ? opened(spec, host) : spec;
    Plan plan = Planner.plan(opened, host);
    if (overlay) {
      RootParts parts = Rerooting.parts(kernel, opened, around, changed(opened, host));
      plan = Rerooting.overlaid(plan, parts, kept(kernel, parts, pretend), sizeOrDefault());
    } else if (nest && !build) {
      plan = Rerooting.bound(plan, Rerooting.parts(kernel, opened, around, List.of()));
    } else if (build) {
      plan = Nesting.writable(plan, around);
    }
    return nest ? Nesting.allowed(plan) : plan;
  }

  /** The same with the tree of an image for a root. */
  Plan plan(Kernel kernel, Spec spec, Host host, ImageBox image, boolean pretend) {
    Plan plan = Planner.plan(nest ? opened(spec, host) : spec, host);
    String directory = store;
    OverlayStore kept = null;
    if (directory != null) {
      kept = pretend ? new OverlayStore(directory, -1) : ImageBox.store(kernel, directory);
    }
    plan = image.in(plan, kept, sizeOrDefault());
    return nest ? Nesting.allowed(plan) : plan;
  }

  /** Directories that a guest changes files in, as likely as not. */
  private static List<String> changed(Spec spec, Host host) {
    List<String> paths = new ArrayList<>(List.of("/var/tmp", host.cwd()));
    for (String variable : spec.process().env()) {
      if (variable.startsWith("HOME=")) {
        paths.add(Paths.normalized(variable.substring("HOME=".length())));
      }
    }
    String root = spec.root().path().equals("/") ? "" : spec.root().path();
    paths.add(root + Paths.normalized(spec.process().cwd()));
    return paths;
  }

  /** The same box with a filter that lets boxes be made. */
  private static Spec opened(Spec spec, Host host) {
    List<Seccomp> filters = new ArrayList<>();
    for (Seccomp filter : spec.linux().seccomp()) {
      filters.add(
          filter instanceof Seccomp.Default ? NestingFilter.filter(host.architecture()) : filter);
    }
    return spec.withSeccomp(filters);
  }

  private @Nullable OverlayStore kept(Kernel kernel, RootParts parts, boolean pretend) {
    if (store == null) {
      return null;
    }
    return pretend ? new OverlayStore(store, -1) : OverlayStore.open(kernel, store, parts.mode());
  }

  private String sizeOrDefault() {
    return size == null ? DEFAULT_SIZE : String.valueOf(size);
  }

  /** Adds what is opened, a line each. */
  void openings(StringBuilder out) {
    if (nest) {
      out.append("opens: --nest: the box may make namespaces and mounts of its own, and in them");
      out.append(" see what is masked in /proc; as root it can change the kernel's settings\n");
    }
  }
}
