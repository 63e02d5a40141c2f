package dev.limpet.oci.systemd;

import dev.limpet.formats.dbus.DbusException;
import dev.limpet.formats.dbus.DbusValue;
import dev.limpet.formats.oci.Resources;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.oci.cgroup.Quota;
import dev.limpet.sandbox.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection to systemd, the machine's or a user's own, which makes cgroups out of units. */
public final class Systemd implements AutoCloseable {
  private static final String ERROR = "org.freedesktop.systemd1.";
  private static final String DONE = "done";

  private final Bus bus;
  private final String root;
  private final int version;

  Systemd(Bus bus) {
    this.bus = bus;
    String group = bus.property("ControlGroup");
    this.root = group.endsWith("/") ? group.substring(0, group.length() - 1) : group;
    this.version = number(bus.property("Version"));
  }

  /** 252 for {@code 252.39-1~deb12u1}, and for {@code v252}. */
  private static int number(String version) {
    int number = 0;
    for (int i = version.startsWith("v") ? 1 : 0; i < version.length(); i++) {
      int digit = version.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > 99_999) {
        break;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /**
   * Whether who runs this has no cgroups on the machine but those of a systemd of their own:
   * everybody but its root.
   */
  public static boolean isForUsers(Kernel kernel) {
    return !Cgroups.isRootOfTheMachine(kernel);
  }

  /**
   * Connects.
   *
   * @param user whether to the user's own
   * @throws RefusedException where none can be reached
   */
  public static Systemd open(Kernel kernel, Sockets sockets, boolean user) {
    // In a user namespace the other side knows this user by another number.
    String uid = Cgroups.hasAllIds(kernel) ? Integer.toUnsignedString(kernel.geteuid()) : "";
    List<String> tried = new ArrayList<>();
    for (Sockets.Candidate candidate : candidates(kernel, sockets, user)) {
      Fd socket = null;
      try {
        socket = connect(kernel, candidate.path());
        Bus bus = new Bus(new Wire(kernel, socket), candidate.bus());
        bus.open(uid);
        return new Systemd(bus);
      } catch (ErrnoException e) {
        tried.add(candidate.path() + ": " + Errno.name(e.errno()));
      } catch (BusException e) {
        tried.add(candidate.path() + ": " + e.getMessage());
      }
      if (socket != null) {
        socket.close();
      }
    }
    throw new RefusedException(
        "--systemd-cgroup: no systemd "
            + (user ? "of this user" : "of this machine")
            + " can be reached ("
            + String.join("; ", tried)
            + "): use the cgroupfs manager");
  }

  private static List<Sockets.Candidate> candidates(Kernel kernel, Sockets sockets, boolean user) {
    try {
      return sockets.candidates(user, kernel.geteuid());
    } catch (DbusException e) {
      throw new RefusedException("--systemd-cgroup: " + e.getMessage());
    }
  }

  private static Fd connect(Kernel kernel, String path) {
    int type = Flags.SOCK_STREAM | Flags.SOCK_CLOEXEC;
    Fd socket = new Fd(kernel, kernel.socket(Flags.AF_UNIX, type, 0));
    try {
      kernel.connect(socket.number(), path);
      return socket;
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  /** Where the cgroup of a unit is, from the root of the hierarchies on. */
  public String cgroup(Unit unit) {
    return root + unit.cgroup();
  }

  /**
   * Makes a unit, with a process in it where it is a scope.
   *
   * @param id the container's name
   * @param resources those of its config.json; null where it has none
   * @param unified whether its cgroups are of version 2
   * @param annotations those of its config.json, of which some are properties of the unit
   * @throws RefusedException where systemd does not make it
   */
  public void start(
      Unit unit,
      String id,
      int pid,
      @Nullable Resources resources,
      boolean unified,
      Map<String, String> annotations) {
    List<Property> properties = new ArrayList<>();
    properties.addAll(UnitProperties.of(unit, id, pid, unified, version));
    if (resources != null) {
      properties.addAll(new Limits(version, unified, Quota.NONE).of(resources));
    }
    if (!unified) {
      properties.addAll(DeviceAllowance.of(resources == null ? List.of() : resources.devices()));
    }
    properties.addAll(Annotations.properties(annotations));
    try {
      start(unit, properties);
    } catch (BusException | DbusException e) {
      throw new RefusedException(
          "systemd does not make the unit "
              + unit.name()
              + ": "
              + e.getMessage()
              + ": systemctl status "
              + unit.name()
              + " may tell more");
    }
  }

  private void start(Unit unit, List<Property> properties) {
    DbusValue arguments = Property.argument(properties);
    DbusValue job;
    try {
      job = transientUnit(unit, arguments);
    } catch (BusException e) {
      if (!e.is(ERROR + "UnitExists")) {
        throw e;
      }
      // One that has failed stays until it is forgotten.
      forget(unit);
      job = transientUnit(unit, arguments);
    }
    String result = bus.await(job);
    if (!result.equals(DONE)) {
      forget(unit);
      throw new BusException("its job ended with " + result);
    }
  }

  private DbusValue transientUnit(Unit unit, DbusValue properties) {
    return one(
        bus.manager(
            "StartTransientUnit",
            DbusValue.text(unit.name()),
            DbusValue.text("replace"),
            properties,
            new DbusValue.Elements("(sa(sv))", List.of())));
  }

  private static DbusValue one(List<DbusValue> answer) {
    if (answer.size() != 1) {
      throw new BusException("it answers something else");
    }
    return answer.get(0);
  }

  private void forget(Unit unit) {
    try {
      bus.manager("ResetFailedUnit", DbusValue.text(unit.name()));
    } catch (BusException e) {
      if (!e.is(ERROR + "NoSuchUnit")) {
        throw e;
      }
    }
  }

  /**
   * Tells systemd what a container may use, so that it leaves it so.
   *
   * @param now the quota of processor time that it has
   */
  public void update(Unit unit, Resources resources, boolean unified, Quota now) {
    List<Property> properties = new ArrayList<>(new Limits(version, unified, now).of(resources));
    if (!unified && !resources.devices().isEmpty()) {
      properties.addAll(DeviceAllowance.of(resources.devices()));
    }
    if (properties.isEmpty()) {
      return;
    }
    try {
      bus.manager(
          "SetUnitProperties",
          DbusValue.text(unit.name()),
          DbusValue.flag(true),
          Property.argument(properties));
    } catch (BusException | DbusException e) {
      throw new RefusedException(
          "systemd does not change the unit " + unit.name() + ": " + e.getMessage());
    }
  }

  /**
   * Puts a process into a unit.
   *
   * @param below the cgroup in the unit's own, such as {@code /a}; {@code /} for that itself
   */
  public void attach(Unit unit, String below, int pid) {
    DbusValue pids = new DbusValue.Elements("u", List.of(DbusValue.uint32(pid)));
    try {
      bus.manager(
          "AttachProcessesToUnit", DbusValue.text(unit.name()), DbusValue.text(below), pids);
    } catch (BusException | DbusException e) {
      throw new RefusedException(
          "systemd does not put a process into the unit " + unit.name() + ": " + e.getMessage());
    }
  }

  /**
   * Ends a unit, where it is still there, and has systemd forget it.
   *
   * @throws RefusedException where systemd does not want to
   */
  public void stop(Unit unit) {
    try {
      try {
        bus.await(
            one(bus.manager("StopUnit", DbusValue.text(unit.name()), DbusValue.text("replace"))));
      } catch (BusException e) {
        if (!e.is(ERROR + "NoSuchUnit")) {
          throw e;
        }
      }
      forget(unit);
    } catch (BusException e) {
      throw new RefusedException(
          "systemd does not stop the unit " + unit.name() + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    bus.close();
  }
}
