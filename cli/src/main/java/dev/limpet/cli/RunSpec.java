package dev.limpet.cli;

import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.Root;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.oci.User;
import dev.limpet.linux.Environment;
import dev.limpet.sandbox.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Spec that {@code limpet run} stands for. */
final class RunSpec {
  /** What the box may keep in /tmp. */
  static final String TMP_SIZE = "256m";

  /** What it may keep in /dev/shm. */
  static final String SHM_SIZE = "64m";

  private static final List<Mount> MOUNTS =
      List.of(
          new Mount("/proc", "proc", "proc", List.of("nosuid", "nodev", "noexec")),
          new Mount(
              "/dev",
              "tmpfs",
              "tmpfs",
              List.of("nosuid", "nodev", "noexec", "mode=755", "size=" + SHM_SIZE)),
          new Mount(
              "/dev/pts",
              "devpts",
              "devpts",
              List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620")),
          new Mount(
              "/dev/shm",
              "tmpfs",
              "shm",
              List.of("nosuid", "nodev", "noexec", "mode=1777", "size=" + SHM_SIZE)),
          new Mount(
              "/tmp",
              "tmpfs",
              "tmpfs",
              List.of("nosuid", "nodev", "mode=1777", "size=" + TMP_SIZE)));

  /**
   * As runc and moby have them, less those of /sys, which a box does not have, and timer_stats,
   * which no kernel has had since 4.11.
   */
  private static final List<String> MASKED =
      List.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/proc/timer_list");

  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private RunSpec() {}

  /**
   * The Spec for {@code options}.
   *
   * @param rootPath the root's absolute path, without symbolic links
   * @param host the caller and the machine
   * @param environment the caller's
   */
  static Spec of(RunOptions options, String rootPath, Host host, Environment environment) {
    List<Mount> mounts = new ArrayList<>(MOUNTS);
    for (RunOptions.Bind bind : options.binds()) {
      List<String> flags = List.of("rbind", bind.writable() ? "rw" : "ro", "nosuid", "nodev");
      mounts.add(new Mount(bind.destination(), "bind", bind.source(), flags));
    }
    Root root = new Root(rootPath, true, Root.Submounts.HIDDEN);
    String cwd = options.cwd() != null ? options.cwd() : CurrentDirectory.in(root, mounts, host);
    Process process =
        new Process(
            options.command(),
            environment(options, environment),
            cwd,
            options.cwd() == null,
            new User(host.uid(), host.gid()),
            Capabilities.NONE,
            true,
            List.of());
    Linux linux =
        new Linux(
            namespaces(),
            List.of(new IdMapping(host.uid(), host.uid(), 1)),
            List.of(new IdMapping(host.gid(), host.gid(), 1)),
            MASKED,
            READ_ONLY,
            Seccomp.DEFAULT);
    return new Spec(Spec.VERSION, process, root, null, mounts, linux, Map.of());
  }

  private static List<Namespace> namespaces() {
    List<Namespace> all = new ArrayList<>();
    for (NamespaceType type : NamespaceType.values()) {
      all.add(new Namespace(type, null));
    }
    return all;
  }

  /** The caller's environment, changed as asked. A bare NAME asks for what is the case already. */
  private static List<String> environment(RunOptions options, Environment environment) {
    Environment changed = environment;
    for (String entry : options.env()) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        changed = changed.with(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return changed.entries();
  }
}
