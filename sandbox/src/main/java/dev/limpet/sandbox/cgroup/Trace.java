package dev.limpet.sandbox.cgroup;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;

/** Something that a start leaves on the machine, and how it is undone. */
sealed interface Trace {
  /** A cgroup: it is removed. */
  record Directory(String path) implements Trace {}

  /** A setting: it is taken back by writing {@code text} into {@code file}. */
  record Line(String file, String text) implements Trace {}

  /** Processes that stepped aside into the cgroup {@code from}: they go back. */
  record Absence(String from, String to) implements Trace {}

  /** All that an arrangement leaves, in the order in which it is undone. */
  static List<Trace> of(Arrangement arrangement) {
    List<Trace> traces = new ArrayList<>();
    for (Group group : arrangement.groups()) {
      traces.add(new Directory(group.directory()));
    }
    Arrangement.Aside aside = arrangement.aside();
    if (aside != null) {
      traces.add(new Line(aside.from() + "/cgroup.subtree_control", changes('-', aside)));
      traces.add(new Absence(aside.to(), aside.from()));
      traces.add(new Directory(aside.to()));
    }
    return traces;
  }

  /** The controllers, each with {@code sign} before it, as cgroup.subtree_control takes them. */
  static String changes(char sign, Arrangement.Aside aside) {
    StringBuilder text = new StringBuilder();
    for (String controller : aside.controllers()) {
      text.append(text.isEmpty() ? "" : " ").append(sign).append(controller);
    }
    return text.toString();
  }

  /**
   * Undoes what of {@code traces} is there; returns false where a cgroup is still in use. May be
   * done again, and half of it may have been done by somebody else.
   */
  static boolean undo(Kernel kernel, List<Trace> traces) {
    CgroupFiles files = new CgroupFiles(kernel);
    boolean done = true;
    for (Trace trace : traces) {
      try {
        switch (trace) {
          case Directory directory ->
              kernel.unlinkat(Flags.AT_FDCWD, directory.path(), Flags.AT_REMOVEDIR);
          case Line line -> files.write(line.file(), line.text());
          case Absence absence -> files.moveAll(absence.from(), absence.to());
        }
      } catch (ErrnoException e) {
        done &= e.errno() != Errno.EBUSY;
      }
    }
    return done;
  }
}
