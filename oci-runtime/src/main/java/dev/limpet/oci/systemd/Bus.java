package dev.limpet.oci.systemd;

import dev.limpet.formats.dbus.DbusException;
import dev.limpet.formats.dbus.DbusFrame;
import dev.limpet.formats.dbus.DbusMessage;
import dev.limpet.formats.dbus.DbusValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of systemd's methods, and the signals that it sends meanwhile. */
final class Bus implements AutoCloseable {
  private static final String SYSTEMD = "org.freedesktop.systemd1";
  private static final String OBJECT = "/org/freedesktop/systemd1";
  private static final String MANAGER = "org.freedesktop.systemd1.Manager";
  private static final String DAEMON = "org.freedesktop.DBus";
  private static final String JOB_REMOVED = "JobRemoved";
  private static final long PATIENCE = 30_000_000_000L;

  private final Wire wire;

  /** Whether a bus is between this process and systemd. */
  private final boolean routed;

  private final List<List<DbusValue>> removals = new ArrayList<>();

  /** The name of systemd's connection, which nobody else can have; null until it has answered. */
  private @Nullable String owner;

  private long serial;

  /** Takes over a wire to a bus, or to systemd itself. */
  Bus(Wire wire, boolean routed) {
    this.wire = wire;
    this.routed = routed;
  }

  /**
   * Makes the connection one.
   *
   * @param uid see {@link Wire#authenticate}
   */
  void open(String uid) {
    wire.authenticate(uid, wire.in(PATIENCE));
    if (routed) {
      call(DAEMON, "/org/freedesktop/DBus", DAEMON, "Hello", List.of());
      String rule =
          "type='signal',sender='" + SYSTEMD + "',interface='" + MANAGER + "',member='JobRemoved'";
      List<DbusValue> match = List.of(DbusValue.text(rule));
      call(DAEMON, "/org/freedesktop/DBus", DAEMON, "AddMatch", match);
      manager("Subscribe");
    }
  }

  /** Calls a method of systemd's; returns its answer. */
  List<DbusValue> manager(String method, DbusValue... arguments) {
    return systemd(MANAGER, method, List.of(arguments));
  }

  /** The text that one of systemd's own properties is. */
  String property(String name) {
    List<DbusValue> arguments = List.of(DbusValue.text(MANAGER), DbusValue.text(name));
    List<DbusValue> answer = systemd("org.freedesktop.DBus.Properties", "Get", arguments);
    if (answer.size() == 1
        && answer.get(0) instanceof DbusValue.Variant variant
        && variant.value() instanceof DbusValue.Text text) {
      return text.text();
    }
    throw new BusException("it does not tell its " + name);
  }

  private List<DbusValue> systemd(String interfaceName, String method, List<DbusValue> arguments) {
    return call(routed ? SYSTEMD : null, OBJECT, interfaceName, method, arguments);
  }

  private List<DbusValue> call(
      @Nullable String destination,
      String path,
      String interfaceName,
      String method,
      List<DbusValue> arguments) {
    serial++;
    wire.send(DbusMessage.call(serial, destination, path, interfaceName, method, arguments));
    long deadline = wire.in(PATIENCE);
    while (true) {
      DbusFrame frame = wire.receive(deadline);
      DbusMessage header = frame.header();
      if (header.replyTo() == serial && header.kind() == DbusMessage.Kind.RETURN) {
        if (SYSTEMD.equals(destination)) {
          owner = header.sender();
        }
        return arguments(frame);
      }
      if (header.replyTo() == serial && header.kind() == DbusMessage.Kind.ERROR) {
        throw new BusException(header.errorName(), method + ": " + reason(frame));
      }
      keep(frame);
    }
  }

  private static List<DbusValue> arguments(DbusFrame frame) {
    try {
      return frame.arguments();
    } catch (DbusException e) {
      throw new BusException("it does not speak D-Bus: " + e.getMessage());
    }
  }

  private static String reason(DbusFrame frame) {
    List<DbusValue> said = arguments(frame);
    return !said.isEmpty() && said.get(0) instanceof DbusValue.Text text
        ? text.text()
        : String.valueOf(frame.header().errorName());
  }

  /** Keeps the end of a job. Anybody on a bus may send a signal, but none in systemd's name. */
  private void keep(DbusFrame frame) {
    DbusMessage header = frame.header();
    if (header.kind() == DbusMessage.Kind.SIGNAL
        && JOB_REMOVED.equals(header.member())
        && MANAGER.equals(header.interfaceName())
        && (!routed || (owner != null && owner.equals(header.sender())))) {
      removals.add(arguments(frame));
    }
  }

  /** Waits until a job has ended; returns its result, which is {@code done} where all is well. */
  String await(DbusValue job) {
    long deadline = wire.in(PATIENCE);
    while (true) {
      for (List<DbusValue> removal : removals) {
        if (DbusValue.signatureOf(removal).equals("uoss")
            && removal.get(1).equals(job)
            && removal.get(3) instanceof DbusValue.Text result) {
          return result.text();
        }
      }
      removals.clear();
      keep(wire.receive(deadline));
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
