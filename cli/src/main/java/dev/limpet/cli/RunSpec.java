package dev.limpet.cli;

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
import dev.limpet.linux.Environment;
import dev.limpet.sandbox.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Spec that {@code limpet run} stands for. */
public final class RunSpec {
  /** What the box may keep in /tmp. */
  public static final String TMP_SIZE = "256m";

  /** How many files, of which empty ones take kernel memory, too. */
  private static final String TMP_FILES = "256k";

  /** What it may keep in /dev/shm. */
  public static final String SHM_SIZE = "64m";

  private static final String SHM_FILES = "64k";

  /** Of the 4096 that the machine has for all, see devpts(5). */
  private static final String TERMINALS = "max=1024";

  private static final List<Mount> MOUNTS =
      List.of(
          new Mount("/proc", "proc", "proc", List.of("nosuid", "nodev", "noexec")),
          new Mount(
              "/dev",
              "tmpfs",
              "tmpfs",
              List.of(
                  "nosuid",
                  "nodev",
                  "noexec",
                  "mode=755",
                  "size=" + SHM_SIZE,
                  "nr_inodes=" + SHM_FILES)),
          new Mount(
              "/dev/pts",
              "devpts",
              "devpts",
              List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", TERMINALS)),
          new Mount(
              "/dev/shm",
              "tmpfs",
              "shm",
              List.of("nosuid", "nodev", "noexec", "mode=1777", "size=" + SHM_SIZE)),
          new Mount(
              "/tmp",
              "tmpfs",
              "tmpfs",
              List.of(
                  "nosuid", "nodev", "mode=1777", "size=" + TMP_SIZE, "nr_inodes=" + TMP_FILES)));

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
   * @param environment the guest's
   */
  public static Spec of(RunOptions options, String rootPath, Host host, Environment environment) {
    List<Mount> mounts = mounts(options.places());
    Root root = new Root(rootPath, !options.writableRoot(), Root.Submounts.HIDDEN);
    RunOptions.User user = options.user();
    int uid = user == null ? host.uid() : user.uid();
    int gid = user == null ? host.gid() : user.gid();
    String cwd = options.cwd() != null ? options.cwd() : CurrentDirectory.in(root, mounts, host);
    Process process =
        new Process(
            options.command(),
            environment.entries(),
            cwd,
            options.cwd() == null,
            new User(uid, gid),
            Capabilities.NONE,
            true,
            rlimits(options.limits()),
            options.init(),
            false,
            null);
    Linux linux =
        new Linux(
            namespaces(options.network()),
            List.of(new IdMapping(uid, host.uid(), 1)),
            List.of(new IdMapping(gid, host.gid(), 1)),
            MASKED,
            READ_ONLY,
            List.of(options.filtered() ? Seccomp.DEFAULT : Seccomp.TERMINALS),
            options.network() == RunOptions.Network.HOST ? Landlock.SCOPED : null,
            null,
            null);
    return new Spec(Spec.VERSION, process, root, options.hostname(), mounts, linux, Map.of());
  }

  private static List<Mount> mounts(List<RunOptions.Place> places) {
    List<Mount> mounts = new ArrayList<>(MOUNTS);
    for (RunOptions.Place place : places) {
      switch (place) {
        case RunOptions.Bind bind -> {
          List<String> flags = List.of("rbind", bind.writable() ? "rw" : "ro", "nosuid", "nodev");
          mounts.add(new Mount(bind.destination(), "bind", bind.source(), flags));
        }
        case RunOptions.Tmpfs tmpfs -> {
          // The box's own /tmp is one like any other, and gives way.
          mounts.removeIf(mount -> mount.destination().equals(tmpfs.destination()));
          mounts.add(new Mount(tmpfs.destination(), "tmpfs", "tmpfs", tmpfs.options()));
        }
      }
    }
    return mounts;
  }

  private static List<Namespace> namespaces(RunOptions.Network network) {
    List<Namespace> all = new ArrayList<>();
    for (NamespaceType type : NamespaceType.values()) {
      if (type != NamespaceType.NETWORK || network == RunOptions.Network.NONE) {
        all.add(new Namespace(type, null));
      }
    }
    return all;
  }

  private static List<Rlimit> rlimits(RunOptions.Limits limits) {
    List<Rlimit> rlimits = new ArrayList<>();
    Long nofile = limits.nofile();
    if (nofile != null) {
      rlimits.add(new Rlimit("RLIMIT_NOFILE", nofile, nofile));
    }
    Long fsize = limits.fsize();
    if (fsize != null) {
      rlimits.add(new Rlimit("RLIMIT_FSIZE", fsize, fsize));
    }
    return rlimits;
  }

  /**
   * The guest's environment.
   *
   * @param env what was asked for
   * @param fromFiles what its files say
   * @param first what it begins with: the caller's, or an image's
   * @param callers the caller's
   */
  public static Environment environment(
      RunOptions.Env env, List<EnvChange> fromFiles, Environment first, Environment callers) {
    Environment begin = env.clear() ? new Environment(List.of()) : first;
    if (fromFiles.isEmpty() && env.changes().isEmpty()) {
      return begin;
    }
    Environment.Editor guests = begin.edit();
    for (EnvChange change : fromFiles) {
      apply(change, guests, callers);
    }
    for (EnvChange change : env.changes()) {
      apply(change, guests, callers);
    }
    return guests.done();
  }

  private static void apply(EnvChange change, Environment.Editor guests, Environment callers) {
    switch (change) {
      case EnvChange.Set set -> guests.set(set.name(), set.value());
      case EnvChange.Unset unset -> guests.unset(unset.name());
      case EnvChange.Pass pass -> {
        String value = callers.get(pass.name());
        if (value != null) {
          guests.set(pass.name(), value);
        }
      }
    }
  }
}
