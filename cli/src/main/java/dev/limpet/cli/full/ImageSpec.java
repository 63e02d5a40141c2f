package dev.limpet.cli.full;

import dev.limpet.cli.RunOptions;
import dev.limpet.cli.UsageException;
import dev.limpet.cli.full.images.ImageIds;
import dev.limpet.cli.full.images.ImageRun;
import dev.limpet.cli.full.images.ImageTree;
import dev.limpet.formats.image.Account;
import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Helper;
import dev.limpet.sandbox.Host;
import dev.limpet.sandbox.IdMaps;
import dev.limpet.sandbox.ImageBox;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.UserChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom the ids of an image's box stand for.
 *
 * <p>Where the tree has the owners that the image says, the box has many ids: all those of root, or
 * the caller as 0 and its subordinate ids behind. Otherwise all files are the caller's, and so is
 * the one id of the box, under the number that the image's user has.
 */
final class ImageSpec {
  private static final List<String> OF_ROOT = ofRoot();

  private final ImageRun image;
  private final FullOptions options;
  private final List<IdMapping> uids;
  private final List<IdMapping> gids;
  private final boolean many;
  private final boolean written;

  private ImageSpec(
      ImageRun image,
      FullOptions options,
      List<IdMapping> uids,
      List<IdMapping> gids,
      boolean many,
      boolean written) {
    this.image = image;
    this.options = options;
    this.uids = uids;
    this.gids = gids;
    this.many = many;
    this.written = written;
  }

  /** What its image's root may do beyond that of --subids: be a service at a port below 1024. */
  private static List<String> ofRoot() {
    List<String> all = new ArrayList<>(SubordinateIdsOption.OF_ROOT);
    all.add("CAP_NET_BIND_SERVICE");
    return all;
  }

  /** Of {@code image}; {@code helpers} gets the programs that map ids. */
  static ImageSpec of(
      Kernel kernel, ImageRun image, FullOptions options, Host host, List<Helper> helpers) {
    Account account = image.account();
    boolean exact = image.tree().description().exact();
    if (exact && host.uid() == 0) {
      if (options.subids()) {
        throw new UsageException("run: --subids: a box of an image has all ids of root already");
      }
      List<IdMapping> uids = ImageIds.all(kernel, "/proc/self/uid_map");
      List<IdMapping> gids = ImageIds.all(kernel, "/proc/self/gid_map");
      return checked(new ImageSpec(image, options, uids, gids, true, true));
    }
    if (exact || options.subids()) {
      SubordinateMaps maps = new SubordinateMaps(kernel);
      int uid = exact ? 0 : account.uid();
      int gid = exact ? 0 : account.gid();
      List<IdMapping> uids = maps.uids(host, uid);
      List<IdMapping> gids = maps.gids(host, gid);
      new SubordinateIdsOption(kernel).addHelpers(uids, gids, helpers);
      return checked(new ImageSpec(image, options, uids, gids, true, false));
    }
    List<IdMapping> uids = List.of(new IdMapping(account.uid(), host.uid(), 1));
    List<IdMapping> gids = List.of(new IdMapping(account.gid(), host.gid(), 1));
    return new ImageSpec(image, options, uids, gids, false, false);
  }

  private static ImageSpec checked(ImageSpec made) {
    Account account = made.image.account();
    String name = made.image.tree().name();
    ImageIds.check(made.uids, account.uid(), "user", name);
    ImageIds.check(made.gids, account.gid(), "group", name);
    for (int group : account.groups()) {
      ImageIds.check(made.gids, group, "group", name);
    }
    return made;
  }

  /** The Spec with these ids. */
  Spec in(Spec spec) {
    List<String> kept = image.account().uid() == 0 ? OF_ROOT : List.of();
    Capabilities capabilities = new Capabilities(kept, kept, List.of(), kept, List.of());
    return spec.withLinux(spec.linux().withMappings(uids, gids))
        .withProcess(spec.process().withCapabilities(capabilities));
  }

  /** The plan with the image's user and signal. */
  Plan in(Plan plan) {
    Plan.Guest guest = plan.guest();
    Plan stopped =
        plan.withGuest(
            new Plan.Guest(guest.paths(), guest.args(), guest.env(), image.stopSignal(), ""));
    Account account = image.account();
    return many
        ? new UserChange(account.uid(), account.gid(), account.groups(), options.terminal())
            .in(stopped)
        : stopped;
  }

  /** Its root. */
  ImageBox box() {
    boolean readOnly = options.image().readOnly();
    boolean tmp = readOnly;
    for (RunOptions.Place place : options.plain().places()) {
      tmp |= place.destination().equals("/tmp");
    }
    ImageTree tree = image.tree();
    return new ImageBox(tree.path(), tree.lock(), image.volumes(), readOnly, tmp);
  }

  /** Maps that the caller makes itself; null where helpers do, or the box. */
  @Nullable IdMaps maps() {
    return written ? new IdMaps(uids, gids) : null;
  }
}
