package dev.limpet.oci.systemd;

import dev.limpet.formats.dbus.DbusFrame;
import dev.limpet.formats.dbus.DbusMessage;
import dev.limpet.formats.dbus.DbusValue;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The other end of a connection to a bus: it has said already what it will say. */
final class ScriptedBus {
  static final String SYSTEMD = ":1.7";
  static final String MANAGER = "org.freedesktop.systemd1.Manager";
  static final DbusValue JOB = new DbusValue.Text('o', "/org/freedesktop/systemd1/job/12");
  private static final int[] NONE = {};

  final Kernel kernel = FakeKernel.asUser(1000, 1000);
  private final int theirs;
  private final Wire wire;

  ScriptedBus() {
    int[] pair = new int[2];
    kernel.socketpair(Flags.AF_UNIX, Flags.SOCK_SEQPACKET | Flags.SOCK_CLOEXEC, 0, pair);
    theirs = pair[1];
    wire = new Wire(kernel, new Fd(kernel, pair[0]));
  }

  Wire wire() {
    return wire;
  }

  /** One that has said who it is, taken a match, and told that it is systemd. */
  static ScriptedBus opened(String version) {
    ScriptedBus bus = new ScriptedBus();
    bus.says("OK 0123456789abcdef0123456789abcdef\r\n");
    bus.returns(1, DbusValue.text(":1.9"));
    bus.returns(2);
    bus.returns(3);
    bus.returns(4, new DbusValue.Variant(DbusValue.text("/user.slice/user-1000.slice/u")));
    bus.returns(5, new DbusValue.Variant(DbusValue.text(version)));
    return bus;
  }

  /** The connection to it. */
  Systemd systemd() {
    Bus bus = new Bus(wire, true);
    bus.open("1000");
    return new Systemd(bus);
  }

  void says(String text) {
    kernel.sendmsg(theirs, OsString.encode(text), NONE, 0);
  }

  private void sends(DbusMessage header, List<DbusValue> arguments) {
    kernel.sendmsg(theirs, header.encode(arguments), NONE, 0);
  }

  void returns(long serial, DbusValue... arguments) {
    List<DbusValue> list = Arrays.asList(arguments);
    String signature = DbusValue.signatureOf(list);
    sends(
        new DbusMessage(
            DbusMessage.Kind.RETURN, 99, serial, null, null, null, null, null, SYSTEMD, signature),
        list);
  }

  void fails(long serial, String error, String text) {
    sends(
        new DbusMessage(
            DbusMessage.Kind.ERROR, 99, serial, null, null, null, error, null, SYSTEMD, "s"),
        List.of(DbusValue.text(text)));
  }

  /** Tells that a job has ended. */
  void removes(String sender, DbusValue job, String result) {
    DbusValue unit = DbusValue.text("limpet-c1.scope");
    List<DbusValue> arguments = List.of(DbusValue.uint32(12), job, unit, DbusValue.text(result));
    sends(
        new DbusMessage(
            DbusMessage.Kind.SIGNAL,
            99,
            0,
            "/org/freedesktop/systemd1",
            MANAGER,
            "JobRemoved",
            null,
            null,
            sender,
            "uoss"),
        arguments);
  }

  /** What it was sent: the text of the beginning. */
  String heardText() {
    byte[] bytes = new byte[1000];
    int got = kernel.recvmsg(theirs, bytes, NONE, 0);
    return OsString.decode(bytes, 0, got);
  }

  /** What it was sent: the next messages. */
  List<DbusFrame> heard(int count) {
    List<DbusFrame> frames = new ArrayList<>();
    byte[] bytes = new byte[1 << 16];
    while (frames.size() < count) {
      frames.add(new DbusFrame(Arrays.copyOf(bytes, kernel.recvmsg(theirs, bytes, NONE, 0))));
    }
    return frames;
  }

  void hangsUp() {
    kernel.close(theirs);
  }
}
