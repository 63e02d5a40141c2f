package dev.limpet.oci.root;

import dev.limpet.formats.oci.Device;
import dev.limpet.formats.oci.KernelParameter;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.proc.MountInfo;
import dev.limpet.linux.Flags;
import dev.limpet.sandbox.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a config.json becomes of a container's root, as steps. */
public final class RootPlanner {
  /** The device nodes that each container has: config-linux, "Default Devices". */
  private static final List<Device> DEVICES =
      List.of(
          device("null", 1, 3),
          device("zero", 1, 5),
          device("full", 1, 7),
          device("random", 1, 8),
          device("urandom", 1, 9),
          device("tty", 5, 0));

  private final Spec spec;
  private final String bundle;
  private final String rootfs;
  private final @Nullable List<MountInfo> mounts;
  private final BundleRoot root = new BundleRoot();
  private final List<SourceTree> trees = new ArrayList<>();

  /** Those of {@link #trees} that have to be there; device nodes are made where that is allowed. */
  private final List<IdmappedTree> idmapped = new ArrayList<>();

  /**
   * A planner.
   *
   * @param spec the config.json
   * @param bundle its directory, absolute
   * @param rootfs the root's, absolute
   * @param mounts those that the container begins with; null where it joins somebody else's
   */
  public RootPlanner(Spec spec, String bundle, String rootfs, @Nullable List<MountInfo> mounts) {
    this.spec = spec;
    this.bundle = bundle;
    this.rootfs = rootfs;
    this.mounts = mounts;
  }

  private static Device device(String name, int major, int minor) {
    return new Device("/dev/" + name, 'c', major, minor, 0666, 0, 0);
  }

  /** The options of mounts that are no file system's own. */
  public static List<String> mountOptions() {
    return OciMountOptions.NAMES;
  }

  /** The sources of binds, as the steps of {@link #furnishing} use them. */
  public List<SourceTree> trees() {
    return trees;
  }

  /** Those that show other owners. */
  public List<IdmappedTree> idmapped() {
    return idmapped;
  }

  /** A source with maps of ids; none mean those of the container. */
  public record IdmappedTree(SourceTree tree, Mount mount, boolean deep) {}

  /** What comes before the hooks that see the root from outside. */
  public List<Step> furnishing() {
    List<Step> steps = new ArrayList<>();
    Linux linux = spec.linux();
    steps.add(new OpenRoot(root, rootfs, spread()));
    boolean devSealed = false;
    boolean devOfHost = false;
    for (Mount mount : spec.mounts()) {
      OciMountOptions options = options(mount);
      boolean dev = Targets.normal(mount.destination()).equals("/dev");
      devOfHost |= dev && options.bind();
      if (dev && !options.bind() && (options.set() & Flags.MOUNT_ATTR_RDONLY) != 0) {
        devSealed = true;
        options = withoutReadOnly(mount);
      }
      steps.add(step(mount, options));
    }
    if (!devOfHost) {
      devices(steps);
      steps.add(new MakeDeviceLinks(root));
    }
    if (devSealed) {
      steps.add(new SealMount(root, "/dev", true, 0));
    }
    for (Map.Entry<KernelParameter, String> parameter : linux.sysctl().entrySet()) {
      steps.add(new SetKernelParameter(parameter.getKey(), parameter.getValue()));
    }
    steps.add(new MakeWorkingDirectory(root, spec.process().cwd()));
    return steps;
  }

  /**
   * What comes after them.
   *
   * @param pivot whether the root is entered by pivot_root(2)
   * @param mounts the runtime's mount namespace, where the container is to be in that; else -1
   */
  public List<Step> entering(boolean pivot, int mounts) {
    List<Step> steps = new ArrayList<>();
    Linux linux = spec.linux();
    for (String path : linux.readonlyPaths()) {
      steps.add(new KeepReadOnly(root, path));
    }
    if (!linux.maskedPaths().isEmpty()) {
      steps.add(new HidePaths(root, linux.maskedPaths()));
    }
    boolean newMounts = spec.linux().begins(NamespaceType.MOUNT);
    if (spec.root().readonly()) {
      steps.add(new SealMount(root, "/", true, 0));
    }
    steps.add(
        mounts >= 0
            ? new LeaveMounts(root, mounts)
            : newMounts ? new EnterRoot(root, pivot) : new ConfineToRoot(root));
    if (propagation() != 0 && newMounts) {
      // pivot_root(2) does not want one that is shared.
      steps.add(new SealMount(root, "/", false, propagation()));
    }
    return steps;
  }

  /** What all mounts get first; those of a namespace that is joined are not the container's. */
  private long spread() {
    Linux linux = spec.linux();
    if (linux.has(NamespaceType.MOUNT) && !linux.begins(NamespaceType.MOUNT)) {
      return 0;
    }
    // One that is only there to furnish the root tells nobody of it.
    long propagation = linux.has(NamespaceType.MOUNT) ? propagation() : 0;
    return propagation == 0 ? Flags.MS_SLAVE | Flags.MS_REC : propagation;
  }

  private long propagation() {
    String word = spec.linux().rootfsPropagation();
    return word == null || word.isEmpty() ? 0 : OciMountOptions.propagation(word);
  }

  private static OciMountOptions options(Mount mount) {
    List<String> options = new ArrayList<>(mount.options());
    if (mount.type().equals("bind") && !options.contains("rbind")) {
      options.add("bind");
    }
    return OciMountOptions.of(options);
  }

  private static OciMountOptions withoutReadOnly(Mount mount) {
    List<String> options = new ArrayList<>(mount.options());
    options.remove("ro");
    return OciMountOptions.of(options);
  }

  private Step step(Mount mount, OciMountOptions options) {
    if (options.bind()) {
      SourceTree tree = new SourceTree(absolute(mount.source()), options.recursive());
      trees.add(tree);
      if (options.idmap() || !mount.uidMappings().isEmpty() || !mount.gidMappings().isEmpty()) {
        idmapped.add(new IdmappedTree(tree, mount, options.deepIdmap()));
      }
      return new BindMount(root, tree, mount.destination(), options);
    }
    if (mount.type().equals("cgroup") || mount.type().equals("cgroup2")) {
      boolean namespace = spec.linux().has(NamespaceType.CGROUP);
      return new CgroupMount(root, mount.destination(), options, namespace, mounts);
    }
    String source = mount.source().isEmpty() ? mount.type() : mount.source();
    String label = spec.linux().mountLabel();
    return new FileSystemMount(
        root, mount.type(), source, mount.destination(), options, label == null ? "" : label);
  }

  private String absolute(String source) {
    return source.startsWith("/") ? source : bundle + "/" + source;
  }

  private void devices(List<Step> steps) {
    for (Device device : DEVICES) {
      if (!isGiven(device.path())) {
        devices(steps, device);
      }
    }
    for (Device device : spec.linux().devices()) {
      devices(steps, device);
    }
  }

  private void devices(List<Step> steps, Device device) {
    SourceTree tree = new SourceTree(device.path(), false);
    steps.add(new MakeDevice(root, device, tree));
  }

  private boolean isGiven(String path) {
    for (Device device : spec.linux().devices()) {
      if (device.path().equals(path)) {
        return true;
      }
    }
    return false;
  }
}
