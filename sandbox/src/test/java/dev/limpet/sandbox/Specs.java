package dev.limpet.sandbox;

import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Landlock;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.Rlimit;
import dev.limpet.formats.oci.Root;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.oci.User;
import dev.limpet.formats.seccomp.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Specs and hosts for tests, made step by step. */
final class Specs {
  String root = "/";
  boolean readonly = true;
  Root.Submounts submounts = Root.Submounts.HIDDEN;
  @Nullable String hostname;
  String cwd = "/work";
  boolean cwdOrRoot;
  boolean terminal;
  boolean init;
  boolean noNewPrivileges = true;
  Capabilities capabilities = Capabilities.NONE;
  List<Rlimit> rlimits = List.of();
  List<String> args = List.of("true");
  List<String> env = List.of("PATH=/usr/bin:/bin", "LANG=C");
  List<Seccomp> seccomp = List.of(Seccomp.DEFAULT);
  @Nullable Landlock landlock;
  List<IdMapping> uids = List.of(new IdMapping(1000, 1000, 1));
  List<Namespace> namespaces = allNew();
  final List<Mount> mounts =
      new ArrayList<>(
          List.of(
              new Mount("/proc", "proc", "proc", List.of("nosuid", "nodev", "noexec")),
              new Mount(
                  "/dev", "tmpfs", "tmpfs", List.of("nosuid", "noexec", "mode=755", "size=1m")),
              new Mount("/dev/pts", "devpts", "devpts", List.of("nosuid", "newinstance")),
              new Mount("/dev/shm", "tmpfs", "shm", List.of("mode=1777")),
              new Mount("/tmp", "tmpfs", "tmpfs", List.of("nodev", "size=2m"))));

  static Host user(String... mounts) {
    return new Host(Architecture.X86_64, 1000, 1000, "/work", List.of(mounts));
  }

  static List<Namespace> allNew() {
    List<Namespace> all = new ArrayList<>();
    for (NamespaceType type : NamespaceType.values()) {
      all.add(new Namespace(type, null));
    }
    return all;
  }

  Specs bind(String source, String destination, String mode) {
    mounts.add(new Mount(destination, "bind", source, List.of("rbind", mode)));
    return this;
  }

  Spec spec() {
    Process process =
        new Process(
            args,
            env,
            cwd,
            cwdOrRoot,
            new User(1000, 1000),
            capabilities,
            noNewPrivileges,
            rlimits,
            init,
            terminal,
            null);
    Linux linux =
        new Linux(
            namespaces,
            uids,
            List.of(new IdMapping(1000, 1000, 1)),
            List.of("/proc/kcore", "/proc/acpi"),
            List.of("/proc/sys"),
            seccomp,
            landlock,
            null,
            null);
    Root rootRecord = new Root(root, readonly, submounts);
    return new Spec(Spec.VERSION, process, rootRecord, hostname, mounts, linux, Map.of());
  }

  Plan plan(Host host) {
    return Planner.plan(spec(), host);
  }

  /** The steps of the plan, a line for each. */
  String steps(Host host) {
    StringBuilder out = new StringBuilder();
    for (Step step : plan(host).steps()) {
      out.append(step).append('\n');
    }
    return out.toString();
  }
}
