package dev.limpet.oci.systemd;

import dev.limpet.formats.dbus.BusAddress;
import dev.limpet.linux.Environment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where systemd may be found, as the environment of the runtime tells.
 *
 * @param systemBus {@code DBUS_SYSTEM_BUS_ADDRESS}
 * @param sessionBus {@code DBUS_SESSION_BUS_ADDRESS}
 * @param runtime {@code XDG_RUNTIME_DIR}
 */
public record Sockets(
    @Nullable String systemBus, @Nullable String sessionBus, @Nullable String runtime) {

  /** A socket, and whether a bus is behind it or systemd itself. */
  record Candidate(String path, boolean bus) {}

  public static Sockets of(Environment environment) {
    return new Sockets(
        environment.get("DBUS_SYSTEM_BUS_ADDRESS"),
        environment.get("DBUS_SESSION_BUS_ADDRESS"),
        environment.get("XDG_RUNTIME_DIR"));
  }

  /**
   * Those of the machine's systemd, or of the user's own; the first that answers is right.
   *
   * @throws dev.limpet.formats.dbus.DbusException where an address is none
   */
  List<Candidate> candidates(boolean user, int uid) {
    List<Candidate> all = new ArrayList<>();
    String bus = user ? sessionBus : systemBus;
    if (bus != null && !bus.isEmpty()) {
      for (String path : BusAddress.paths(bus)) {
        all.add(new Candidate(path, true));
      }
    }
    boolean known = runtime != null && runtime.startsWith("/");
    String usual = "/run/user/" + Integer.toUnsignedString(uid);
    String directory = !user ? "/run" : known ? String.valueOf(runtime) : usual;
    // A session may have a bus of its own without systemd; the machine has one.
    if (user || all.isEmpty()) {
      Candidate common =
          new Candidate(directory + (user ? "/bus" : "/dbus/system_bus_socket"), true);
      if (!all.contains(common)) {
        all.add(common);
      }
      all.add(new Candidate(directory + "/systemd/private", false));
    }
    return all;
  }
}
