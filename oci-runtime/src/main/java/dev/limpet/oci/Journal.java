package dev.limpet.oci;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.Hook;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Process;
import dev.limpet.oci.cgroup.CgroupPath;
import dev.limpet.oci.cgroup.ContainerCgroup;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code --debug} tells of the making of a container: one line for each decision. Values of
 * environments are never told.
 */
final class Journal {
  private final Report report;
  private final String id;

  Journal(Report report, String id) {
    this.report = report;
    this.id = id;
  }

  void tell(String what) {
    if (report.debugs()) {
      report.debug(id + ": " + what);
    }
  }

  /** Which namespaces it has. */
  void namespaces(Linux linux) {
    if (!report.debugs()) {
      return;
    }
    List<String> fresh = new ArrayList<>();
    List<String> inherited = new ArrayList<>();
    for (NamespaceType type : NamespaceType.values()) {
      if (!linux.has(type)) {
        inherited.add(type.word());
      } else if (linux.begins(type)) {
        fresh.add(type.word());
      }
    }
    tell("new namespaces: " + words(fresh) + "; the runtime's: " + words(inherited));
    for (Namespace namespace : linux.namespaces()) {
      if (namespace.path() != null) {
        tell("joins the " + namespace.type().word() + " namespace " + namespace.path());
      }
    }
  }

  /** Where its cgroups are. */
  void cgroups(ContainerCgroup cgroups) {
    for (CgroupPath path : cgroups.paths()) {
      tell("cgroup " + path.directory());
    }
    if (cgroups.paths().isEmpty()) {
      tell("no cgroup: none may be made here");
    }
  }

  /** What is executed. */
  void program(Process process) {
    if (!report.debugs()) {
      return;
    }
    JsonWriter args = new JsonWriter().beginArray();
    for (String arg : process.args()) {
      args.value(arg);
    }
    int variables = process.env().size();
    tell(
        "program "
            + args.endArray()
            + " as "
            + Integer.toUnsignedString(process.user().uid())
            + ":"
            + Integer.toUnsignedString(process.user().gid())
            + " in "
            + process.cwd()
            + ", with "
            + variables
            + (variables == 1 ? " variable" : " variables"));
  }

  /** Hooks that are run, or will be by somebody else. */
  void hooks(String kind, List<Hook> hooks) {
    for (int i = 0; i < hooks.size(); i++) {
      tell(kind + " hook #" + i + ": " + hooks.get(i).path());
    }
  }

  private static String words(List<String> words) {
    return words.isEmpty() ? "none" : String.join(" ", words);
  }
}
