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
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.Flags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a Spec into a {@link Plan}. Pure: what it has to know of the machine is in {@link Host}.
 *
 * <p>The order is that of trust: what the caller names is opened first, with nothing but the
 * caller's rights; then the file systems are put in place; privileges go last, and what follows
 * their loss is the filter and the guest.
 */
public final class Planner {
  private final Spec spec;
  private final Host host;
  private final List<Step> steps = new ArrayList<>();

  private Planner(Spec spec, Host host) {
    this.spec = spec;
    this.host = host;
  }

  /**
   * The plan.
   *
   * @throws RefusedException where the Spec asks for what the process shell does not do
   */
  public static Plan plan(Spec spec, Host host) {
    Planner planner = new Planner(spec, host);
    planner.refuseUnsupported();
    return planner.plan();
  }

  private Plan plan() {
    Linux linux = spec.linux();
    ids(linux);
    // A guest that stayed could signal the caller's whole process group, and type into the
    // terminal.
    steps.add(new Step.NewSession());
    if (!linux.seccomp().contains(Seccomp.DEFAULT)) {
      // That one lets nobody use a keyring; each is counted against the few that a user may have.
      steps.add(new Step.NewSessionKeyring());
    }
    new MountPlanner(spec, host, steps).plan();
    Process process = spec.process();
    if (process.terminal()) {
      steps.add(new Step.NewTerminal(MountPlanner.CONSOLE, process.consoleSize()));
    }
    String hostname = spec.hostname();
    if (hostname != null) {
      steps.add(new Step.SetHostname(hostname));
    }
    if (has(NamespaceType.TIME)) {
      steps.add(new Step.NewTimeNamespace());
    }
    if (has(NamespaceType.NETWORK)) {
      steps.add(new Step.LoopbackUp());
    }
    steps.add(new Step.ChangeDirectory(process.cwd(), process.cwdOrRoot()));
    for (Rlimit limit : process.rlimits()) {
      steps.add(
          new Step.SetLimit(resource(limit.type()), limit.type(), limit.soft(), limit.hard()));
    }
    steps.add(new Step.CloseDescriptors());
    steps.add(new Step.DropCapabilities(process.capabilities().permitted()));
    steps.add(new Step.NoNewPrivileges());
    Landlock landlock = linux.landlock();
    if (landlock != null) {
      steps.add(new Step.Restrict(landlock));
    }
    if (process.init()) {
      steps.add(new Step.CloseMemory());
    }
    for (Seccomp filter : linux.seccomp()) {
      steps.add(new Step.InstallFilter(filter, host.architecture()));
    }
    List<String> paths = SearchPath.candidates(process.args().get(0), process.env());
    Plan.Guest guest = new Plan.Guest(paths, process.args(), process.env());
    long guestFlags = process.init() ? 0 : Flags.CLONE_NEWPID;
    return new Plan(cloneFlags(), guestFlags, joined(), steps, guest);
  }

  /** Nobody but helpers with more rights may map more than the caller itself. */
  private void ids(Linux linux) {
    boolean helped = !isOne(linux.uidMappings()) || !isOne(linux.gidMappings());
    if (helped) {
      steps.add(new Step.AwaitHelpers(linux.uidMappings(), linux.gidMappings(), false));
    } else {
      steps.add(new Step.MapIds(linux.uidMappings(), linux.gidMappings()));
    }
  }

  private static boolean isOne(List<IdMapping> ids) {
    return ids.size() == 1 && ids.get(0).size() == 1;
  }

  private static int resource(String type) {
    return switch (type) {
      case "RLIMIT_FSIZE" -> Flags.RLIMIT_FSIZE;
      case "RLIMIT_DATA" -> Flags.RLIMIT_DATA;
      case "RLIMIT_NPROC" -> Flags.RLIMIT_NPROC;
      case "RLIMIT_NOFILE" -> Flags.RLIMIT_NOFILE;
      default -> throw unsupported("the limit " + type);
    };
  }

  private boolean has(NamespaceType type) {
    for (Namespace namespace : spec.linux().namespaces()) {
      if (namespace.type() == type && namespace.path() == null) {
        return true;
      }
    }
    return false;
  }

  /** The network namespace to join, or null. */
  private @Nullable String joined() {
    for (Namespace namespace : spec.linux().namespaces()) {
      if (namespace.path() != null) {
        return namespace.path();
      }
    }
    return null;
  }

  private long cloneFlags() {
    long flags = 0;
    for (Namespace namespace : spec.linux().namespaces()) {
      if (namespace.path() != null) {
        continue;
      }
      flags |=
          switch (namespace.type()) {
            case USER -> Flags.CLONE_NEWUSER;
            case MOUNT -> Flags.CLONE_NEWNS;
            case PID -> Flags.CLONE_NEWPID;
            case NETWORK -> Flags.CLONE_NEWNET;
            case IPC -> Flags.CLONE_NEWIPC;
            case UTS -> Flags.CLONE_NEWUTS;
            case CGROUP -> Flags.CLONE_NEWCGROUP;
            case TIME -> 0; // not one of clone's: NewTimeNamespace
          };
    }
    return flags;
  }

  private void refuseUnsupported() {
    for (NamespaceType type :
        new NamespaceType[] {NamespaceType.USER, NamespaceType.MOUNT, NamespaceType.PID}) {
      if (!has(type)) {
        throw unsupported("a box without its own " + type.word() + " namespace");
      }
    }
    boolean network = false;
    for (Namespace namespace : spec.linux().namespaces()) {
      if (namespace.type() == NamespaceType.NETWORK) {
        refuseUnless(!network, "two network namespaces");
        network = true;
      } else if (namespace.path() != null) {
        throw unsupported("joining a " + namespace.type().word() + " namespace");
      }
    }
    for (Mount mount : spec.mounts()) {
      if (!mount.destination().startsWith("/")) {
        throw unsupported("the destination " + mount.destination());
      }
    }
    Process process = spec.process();
    refuseUnless(!process.args().isEmpty(), "a process without args");
    refuseUnless(isOwn(process.capabilities()), "capabilities beside those of the box's root");
    refuseUnless(process.noNewPrivileges(), "a process that may gain privileges");
  }

  /** Sets that a root of the box's own ids has and nobody else inherits. */
  private static boolean isOwn(Capabilities capabilities) {
    return capabilities.bounding().equals(capabilities.permitted())
        && capabilities.effective().equals(capabilities.permitted())
        && capabilities.inheritable().isEmpty()
        && capabilities.ambient().isEmpty();
  }

  private static void refuseUnless(boolean supported, String what) {
    if (!supported) {
      throw unsupported(what);
    }
  }

  private static RefusedException unsupported(String what) {
    return new RefusedException("not supported: " + what);
  }
}
