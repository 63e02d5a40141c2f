package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.Environment;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.boxes.BoxHome;
import dev.limpet.sandbox.boxes.BoxName;
import dev.limpet.sandbox.boxes.BoxState;
import dev.limpet.sandbox.boxes.BoxStatus;
import dev.limpet.sandbox.boxes.NamedBox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The boxes that have a name, for the verbs on them. */
final class Boxes {
  private final Kernel kernel;
  private final String verb;
  private final @Nullable BoxHome home;

  Boxes(Kernel kernel, String verb) {
    this.kernel = kernel;
    this.verb = verb;
    this.home = BoxHome.find(kernel, Environment.ofProcess());
  }

  /** What a verb does to one box. */
  interface Deed {
    /** Returns the exit code. */
    int on(NamedBox box);
  }

  List<String> names() {
    BoxHome boxes = home;
    return boxes == null ? List.of() : boxes.names();
  }

  /** Those of {@code names} that are there. */
  List<String> those(List<String> names) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      NamedBox box = find(name);
      if (box != null) {
        box.close();
        found.add(name);
      }
    }
    return found;
  }

  /** The box of that name; null where there is none. */
  @Nullable NamedBox find(String name) {
    BoxHome boxes = home;
    return boxes == null ? null : boxes.find(name);
  }

  /**
   * The same.
   *
   * @throws UsageException where there is none
   */
  NamedBox box(String name) {
    NamedBox box = find(name);
    if (box == null) {
      String problem = BoxName.isName(name) ? "no box " + name : BoxName.refusal(name);
      throw new UsageException(
          verb + ": " + problem + Nearest.suggestion(name, names()) + "limpet ps -a lists them");
    }
    return box;
  }

  /**
   * The state of a box that runs.
   *
   * @throws UsageException where it does not
   */
  BoxState running(NamedBox box) {
    BoxStatus status = box.status();
    BoxState state = box.state();
    if (status != BoxStatus.RUNNING || state == null) {
      throw new UsageException(
          verb + ": the box " + box.name() + " does not run: it is " + status.word());
    }
    return state;
  }

  /** Does {@code deed} on each; returns its last code, or 125 where it failed for one of them. */
  int each(List<String> names, Deed deed) {
    int code = 0;
    boolean failed = false;
    for (String name : names) {
      try {
        NamedBox box = box(name);
        code = deed.on(box);
        box.close();
      } catch (UsageException | RefusedException | ErrnoException e) {
        new Stdio(kernel).failure(String.valueOf(e.getMessage()));
        failed = true;
      }
    }
    return failed ? ExitCode.FAILURE : code;
  }
}
