package dev.limpet.images.registry;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Platform;
import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Images from and to registries, by their names. */
public final class Transfers {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Store store;
  private final Map<String, String> environment;
  private final Duration patience;

  public Transfers(Store store, Map<String, String> environment) {
    this(store, environment, PATIENCE);
  }

  /**
   * @param patience how long a registry may say nothing
   */
  Transfers(Store store, Map<String, String> environment, Duration patience) {
    this.store = store;
    this.environment = environment;
    this.patience = patience;
  }

  /**
   * Brings an image here.
   *
   * @param mirror of its registry, which is asked first; null for none
   */
  public Ref pull(Reference name, Platform platform, @Nullable String mirror)
      throws IOException, InterruptedException {
    if (mirror != null) {
      URI place = Places.mirror(mirror);
      try (Registry registry =
          Connections.open(place, place.getAuthority(), name.path(), environment, patience)) {
        return new Puller(registry, store, name).pull(platform);
      } catch (ImageException | IOException e) {
        System.err.println(
            "limpet: the mirror "
                + mirror
                + " does not serve: "
                + e.getMessage()
                + "; on to "
                + name.host());
      }
    }
    try (Registry registry =
        Connections.open(Places.of(name.host()), name.host(), name.path(), environment, patience)) {
      return new Puller(registry, store, name).pull(platform);
    }
  }

  /** Brings the image {@code ref} to a registry, under {@code name}. */
  public void push(Ref ref, Reference name) throws IOException, InterruptedException {
    try (Registry registry =
        Connections.open(Places.of(name.host()), name.host(), name.path(), environment, patience)) {
      new Pusher(registry, store, name).push(ref);
    }
  }
}
