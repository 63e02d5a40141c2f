package dev.limpet.sandbox.boxes;

import dev.limpet.linux.Flags;
import java.util.List;

/**
 * A kind of namespaces.
 *
 * @param file its name in /proc/PID/ns
 * @param flag CLONE_NEW*
 */
public record NamespaceKind(String file, int flag) {
  /** All of them, that of users first. */
  public static final List<NamespaceKind> ALL =
      List.of(
          new NamespaceKind("user", Flags.CLONE_NEWUSER),
          new NamespaceKind("mnt", Flags.CLONE_NEWNS),
          new NamespaceKind("pid", Flags.CLONE_NEWPID),
          new NamespaceKind("net", Flags.CLONE_NEWNET),
          new NamespaceKind("ipc", Flags.CLONE_NEWIPC),
          new NamespaceKind("uts", Flags.CLONE_NEWUTS),
          new NamespaceKind("cgroup", Flags.CLONE_NEWCGROUP),
          new NamespaceKind("time", Flags.CLONE_NEWTIME));
}
