package dev.limpet.formats.oci;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Not in config.json: what Landlock holds the guest to, see landlock(7).
 *
 * @param connectTcp the only TCP ports that it may connect to; null for all
 * @param bindTcp the only TCP ports that it may bind; null for all
 * @param scoped whether abstract sockets and processes of the host's are out of its reach, where
 *     the kernel can hold that
 */
public record Landlock(
    @Nullable List<Integer> connectTcp, @Nullable List<Integer> bindTcp, boolean scoped) {
  /** No host's network without this. */
  public static final Landlock SCOPED = new Landlock(null, null, true);
}
