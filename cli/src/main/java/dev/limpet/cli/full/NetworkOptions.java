package dev.limpet.cli.full;

import dev.limpet.formats.oci.Landlock;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.seccomp.Architecture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the full program knows of networks beyond none and host.
 *
 * @param user whether the box's own network reaches what the caller reaches
 * @param joined the path of a network namespace to be in; null for none
 * @param connectTcp the TCP ports that may be connected to; null for all
 * @param bindTcp the TCP ports that may be bound; null for all
 */
public record NetworkOptions(
    boolean user,
    @Nullable String joined,
    @Nullable List<Integer> connectTcp,
    @Nullable List<Integer> bindTcp) {

  public NetworkOptions {
    connectTcp = connectTcp == null ? null : List.copyOf(connectTcp);
    bindTcp = bindTcp == null ? null : List.copyOf(bindTcp);
  }

  /** The Spec with these. */
  Spec in(Spec spec, Architecture architecture) {
    if (joined == null && connectTcp == null && bindTcp == null) {
      return spec;
    }
    Linux linux = spec.linux();
    return spec.withLinux(
        linux
            .withNamespaces(joined == null ? linux.namespaces() : namespaces(linux, joined))
            .withSeccomp(filters(linux.seccomp(), architecture))
            .withLandlock(landlock(linux.landlock())));
  }

  private static List<Namespace> namespaces(Linux linux, String path) {
    List<Namespace> all = new ArrayList<>();
    for (Namespace namespace : linux.namespaces()) {
      boolean network = namespace.type() == NamespaceType.NETWORK;
      all.add(network ? new Namespace(NamespaceType.NETWORK, path) : namespace);
    }
    return all;
  }

  private List<Seccomp> filters(List<Seccomp> before, Architecture architecture) {
    if (connectTcp == null && bindTcp == null) {
      return before;
    }
    List<Seccomp> filters = new ArrayList<>(before);
    filters.add(0, OtherSockets.refused(architecture));
    return filters;
  }

  private @Nullable Landlock landlock(@Nullable Landlock before) {
    boolean scoped = before != null || joined != null;
    if (connectTcp == null && bindTcp == null) {
      return scoped ? Landlock.SCOPED : null;
    }
    return new Landlock(connectTcp, bindTcp, scoped);
  }
}
