package dev.limpet.sandbox;

import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Landlock;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.linux.Flags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps in words: for {@code --dry-run} and for failures. */
public final class StepText {
  private StepText() {}

  /** What {@code step} does, without a full stop. */
  public static String of(Step step) {
    return switch (step) {
      case Step.JoinCgroup cgroup -> "join the cgroup " + cgroup.directory();
      case Step.NewCgroupNamespace() -> "make a cgroup namespace";
      case Step.MapIds ids ->
          "map user " + mapping(ids.uids()) + " and group " + mapping(ids.gids());
      case Step.AwaitHelpers helpers -> "have helpers outside" + helped(helpers);
      case Step.NewSession() -> "leave the caller's session";
      case Step.NewSessionKeyring() -> "leave the caller's session keyring";
      case Step.TakeTree tree -> "open " + tree.source();
      case Step.WorkInHostDev() -> "go to the host's /dev";
      case Step.SealRoot root ->
          "make /" + readOnly(root.writable()) + " nosuid, nodev and private, and all mounts below";
      case Step.EnterRoot root ->
          "make " + root.source() + " the root," + readOnly(root.writable()) + " nosuid and nodev";
      case Step.MakeRoot root -> root.text();
      case Step.Furnish furnish -> furnish.text();
      case Step.RequireDirectory path -> "look that " + path.path() + " is a directory and no link";
      case Step.SealDevices() -> "make /dev and the devices in it read-only";
      case Step.LeaveHost() -> "let go of the host's files";
      case Step.MountNew mount ->
          "mount " + mount.type() + " on " + mount.target() + options(mount.flags(), mount.data());
      case Step.SetReadOnly mount ->
          "make " + mount.path() + (mount.readOnly() ? " read-only" : " writable again");
      case Step.MakeDirectory directory -> "make the directory " + directory.path();
      case Step.MakePath path -> "make the directory " + path.path();
      case Step.MakeDevices devices ->
          "show the host's devices " + String.join(" ", devices.names());
      case Step.MakeFile file -> "make the file " + file.path();
      case Step.MakeLinks links -> "make the links" + links(links.links());
      case Step.BindToItself bind -> "keep " + bind.path() + " writable";
      case Step.KeepReadOnly path -> "keep " + path.path() + " read-only";
      case Step.Mask path -> "mask " + path.path();
      case Step.HideSubmount path -> "hide what the host mounts on " + path.path();
      case Step.PlaceTree tree ->
          "mount "
              + tree.source()
              + " on "
              + tree.target()
              + (tree.writable() ? ", writable" : ", read-only");
      case Step.NewTerminal terminal ->
          "make a terminal, the session's, " + terminal.console() + " and descriptors 0, 1 and 2";
      case Step.SetHostname name -> "set the host name " + name.name();
      case Step.NewTimeNamespace() -> "make a time namespace, from Linux 6.3 on";
      case Step.LoopbackUp() -> "bring up the interface lo";
      case Step.ChangeDirectory directory ->
          "go to " + directory.path() + (directory.orRoot() ? ", or else to /" : "");
      case Step.SetLimit limit ->
          "set " + limit.name() + " to " + Long.toUnsignedString(limit.soft());
      case Step.CloseDescriptors() -> "close all descriptors but 0, 1 and 2";
      case Step.DropCapabilities drop ->
          "drop all capabilities"
              + (drop.kept().isEmpty() ? "" : " but " + String.join(" ", drop.kept()))
              + ", the bounding set too";
      case Step.NoNewPrivileges() -> "set no_new_privs";
      case Step.CloseMemory() -> "close the memory of the box's init";
      case Step.Restrict restrict -> "restrict by Landlock:" + restricted(restrict.rules());
      case Step.EndWithHolder _ -> "end with the launcher";
      case Step.InstallFilter filter -> "install the seccomp filter: " + policy(filter.policy());
    };
  }

  private static String mapping(List<IdMapping> mappings) {
    StringBuilder out = new StringBuilder();
    for (IdMapping mapping : mappings) {
      out.append(out.isEmpty() ? "" : ", ").append(Integer.toUnsignedString(mapping.hostID()));
      if (mapping.size() != 1) {
        out.append(" and the ")
            .append(Integer.toUnsignedString(mapping.size() - 1))
            .append(" after it");
      }
      out.append(
          mapping.hostID() == mapping.containerID()
              ? " to itself"
              : " to " + Integer.toUnsignedString(mapping.containerID()));
    }
    return out.toString();
  }

  private static String helped(Step.AwaitHelpers helpers) {
    String maps =
        helpers.uids().isEmpty()
            ? ""
            : " map user " + mapping(helpers.uids()) + " and group " + mapping(helpers.gids());
    return maps
        + (helpers.network() ? (maps.isEmpty() ? "" : " and") + " bring up the network" : "");
  }

  private static String readOnly(boolean writable) {
    return writable ? "" : " read-only,";
  }

  private static String links(List<Step.Link> links) {
    StringBuilder out = new StringBuilder();
    for (Step.Link link : links) {
      out.append(' ').append(link.path());
    }
    return out.toString();
  }

  private static String options(long flags, String data) {
    StringBuilder out = new StringBuilder();
    append(out, (flags & Flags.MS_RDONLY) != 0, "ro");
    append(out, (flags & Flags.MS_NOSUID) != 0, "nosuid");
    append(out, (flags & Flags.MS_NODEV) != 0, "nodev");
    append(out, (flags & Flags.MS_NOEXEC) != 0, "noexec");
    append(out, !data.isEmpty(), data);
    return out.isEmpty() ? "" : " (" + out + ")";
  }

  private static void append(StringBuilder out, boolean present, String word) {
    if (present) {
      out.append(out.isEmpty() ? "" : ",").append(word);
    }
  }

  private static String restricted(Landlock rules) {
    StringBuilder out = new StringBuilder();
    ports(out, " TCP connections to", rules.connectTcp());
    ports(out, " TCP services on", rules.bindTcp());
    if (rules.scoped()) {
      out.append(out.isEmpty() ? "" : ";").append(" abstract sockets and signals to the box");
    }
    return out.toString();
  }

  private static void ports(StringBuilder out, String what, @Nullable List<Integer> ports) {
    if (ports != null) {
      out.append(out.isEmpty() ? "" : ";").append(what);
      for (int port : ports) {
        out.append(' ').append(port);
      }
      out.append(ports.isEmpty() ? " no port" : "");
    }
  }

  private static String policy(Seccomp policy) {
    return switch (policy) {
      case Seccomp.Default() -> "the default profile";
      case Seccomp.Terminals() -> "no typing into terminals";
      case Seccomp.Program own -> own.name();
    };
  }
}
