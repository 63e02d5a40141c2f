package dev.limpet.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that answers as systemd does, on a bus of dbus-daemon's or on a socket of its own: it
 * makes the cgroups of units, and keeps what it was asked for.
 */
final class FakeSystemd implements AutoCloseable {
  private static final String NAME = "org.freedesktop.systemd1";
  private static final String OBJECT = "/org/freedesktop/systemd1";
  private static final int CALL = 1;
  private static final int RETURN = 2;
  private static final int ERROR = 3;
  private static final int SIGNAL = 4;

  private final Path directory = Scratch.directory("run");
  private final Path socket;
  private final Path tree = tree();
  private final String owner;
  private final @Nullable Process daemon;
  private final List<DbusBytes.Message> asked = new ArrayList<>();
  private int serial;

  /** What jobs end with. */
  volatile String result = "done";

  private FakeSystemd(String owner, String socket, boolean bus) throws IOException {
    this.owner = owner;
    this.socket = directory.resolve(socket);
    Files.createDirectories(this.socket.getParent());
    daemon = bus ? daemon() : null;
  }

  /** The machine's, behind a bus. */
  static FakeSystemd onABus() throws IOException, InterruptedException {
    FakeSystemd fake = new FakeSystemd("0", "socket", true);
    for (int i = 0; i < 500 && !Files.exists(fake.socket); i++) {
      Thread.sleep(20);
    }
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(fake.socket));
    send(channel, "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    String said = line(channel) + line(channel);
    if (!said.startsWith("DATAOK ")) {
      throw new AssertionError(said);
    }
    fake.bus(channel, "Hello", "");
    fake.bus(channel, "RequestName", "su", NAME, 0);
    fake.serve(channel);
    return fake;
  }

  /** That of the user id {@code owner}, without a bus: dbus-daemon wants a line in passwd. */
  static FakeSystemd ofItsOwn(String owner) throws IOException {
    FakeSystemd fake = new FakeSystemd(owner, "systemd/private", false);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(fake.socket));
    Limpet.host("chmod", "-R", "a+rwX", fake.directory.toString());
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (fake.accepts(server)) {
                // until the test has ended
              }
            });
    return fake;
  }

  private boolean accepts(ServerSocketChannel server) {
    try {
      SocketChannel channel = server.accept();
      String said = line(channel);
      if (!said.startsWith("\0AUTH EXTERNAL 3") || !line(channel).equals("BEGIN")) {
        throw new AssertionError(said);
      }
      send(channel, "OK 0123456789abcdef0123456789abcdef\r\n".getBytes(StandardCharsets.US_ASCII));
      serve(channel);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Process daemon() throws IOException {
    Path config = directory.resolve("bus.conf");
    Files.writeString(
        config,
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\""
            + " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig>"
            + "<type>session</type><listen>unix:path="
            + socket
            + "</listen><auth>EXTERNAL</auth><policy context=\"default\">"
            + "<allow own=\"*\"/><allow send_destination=\"*\"/><allow receive_sender=\"*\"/></policy></busconfig>");
    return new ProcessBuilder("dbus-daemon", "--config-file=" + config, "--nofork", "--nopidfile")
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  /** The address of the bus. */
  String address() {
    return "unix:path=" + socket;
  }

  /** What is XDG_RUNTIME_DIR for who shall find it. */
  Path directory() {
    return directory;
  }

  /** What systemd's own hierarchy is mounted at. */
  private static Path tree() {
    Path version1 = Path.of("/sys/fs/cgroup/systemd");
    return Files.isDirectory(version1) ? version1 : Path.of("/sys/fs/cgroup");
  }

  Path cgroup(String path) {
    return tree.resolve(path.substring(1));
  }

  /** The calls of a method, so far. */
  synchronized List<List<Object>> asked(String method) {
    List<List<Object>> all = new ArrayList<>();
    for (DbusBytes.Message message : asked) {
      if (method.equals(message.field(3))) {
        all.add(message.arguments());
      }
    }
    return all;
  }

  /** The value of a property in such a call; an empty text for none. */
  static Object property(List<Object> properties, String name) {
    Object value = "";
    for (Object each : properties) {
      List<?> pair = (List<?>) each;
      value = pair.get(0).equals(name) ? pair.get(1) : value;
    }
    return value;
  }

  private void bus(SocketChannel channel, String member, String signature, Object... arguments)
      throws IOException {
    String bus = "org.freedesktop.DBus";
    List<DbusBytes.Field> fields =
        List.of(
            new DbusBytes.Field(1, 'o', "/org/freedesktop/DBus"),
            new DbusBytes.Field(2, 's', bus),
            new DbusBytes.Field(3, 's', member),
            new DbusBytes.Field(6, 's', bus));
    send(channel, DbusBytes.write(CALL, ++serial, fields, signature, arguments));
  }

  private static void send(SocketChannel channel, byte[] bytes) throws IOException {
    Channels.newOutputStream(channel).write(bytes);
  }

  private static String line(SocketChannel channel) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte c = bytes(channel, 1)[0]; c != '\n'; c = bytes(channel, 1)[0]) {
      line.write(c);
    }
    return line.toString(StandardCharsets.US_ASCII).replace("\r", "");
  }

  private static byte[] bytes(SocketChannel channel, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("the bus has ended");
      }
    }
    return buffer.array();
  }

  /** Answers what comes, until the connection ends. */
  private void serve(SocketChannel channel) {
    Thread.ofPlatform().daemon().start(() -> answerAll(channel));
  }

  private void answerAll(SocketChannel channel) {
    try (channel) {
      while (true) {
        byte[] head = bytes(channel, 16);
        ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int rest = (numbers.getInt(12) + 7) / 8 * 8 + numbers.getInt(4);
        ByteBuffer whole = ByteBuffer.allocate(16 + rest).put(head).put(bytes(channel, rest));
        DbusBytes.Message message = DbusBytes.read(whole.array());
        if (message.kind() == CALL) {
          synchronized (this) {
            asked.add(message);
          }
          answer(channel, message);
        }
      }
    } catch (IOException e) {
      // The caller has what it wanted, or the test has ended.
    }
  }

  private void answer(SocketChannel channel, DbusBytes.Message call) throws IOException {
    List<Object> arguments = call.arguments();
    switch ((String) call.field(3)) {
      case "Get" ->
          reply(channel, call, "v", arguments.get(1).equals("Version") ? "252.1" : "/fake.slice");
      case "StartTransientUnit" -> {
        start((String) arguments.get(0), (List<?>) arguments.get(2));
        job(channel, call);
      }
      case "StopUnit" -> {
        remove((String) arguments.get(0));
        job(channel, call);
      }
      case "AttachProcessesToUnit" -> {
        Path unit = find((String) arguments.get(0));
        for (Object pid : (List<?>) arguments.get(2)) {
          Files.writeString(unit.resolve("cgroup.procs"), pid.toString());
        }
        reply(channel, call, "");
      }
      case "ResetFailedUnit" ->
          send(
              channel,
              DbusBytes.write(
                  ERROR,
                  ++serial,
                  fields(call, new DbusBytes.Field(4, 's', NAME + ".NoSuchUnit")),
                  "s",
                  "Unit not loaded."));
      default -> reply(channel, call, "");
    }
  }

  /** Removes the cgroup of a unit, whose processes have been killed, as soon as they have ended. */
  private void remove(String unit) {
    String each = "for i in $(seq 500); do rmdir \"$1\" 2>/dev/null && break; sleep 0.02; done";
    Limpet.host("sh", "-c", each, "sh", find(unit).toString());
  }

  private Path find(String unit) {
    return Path.of(
        Limpet.host("find", tree.toString(), "-name", unit).out().strip().split("\n")[0]);
  }

  private void start(String unit, List<?> properties) throws IOException {
    String slice = (String) property(new ArrayList<>(properties), "Slice");
    Path directory = cgroup("/fake.slice/" + slice + "/" + unit);
    Files.createDirectories(directory);
    Limpet.host("chown", "-R", owner, directory.toString());
    Object pids = property(new ArrayList<>(properties), "PIDs");
    for (Object pid : result.equals("done") ? (List<?>) pids : List.of()) {
      Files.writeString(directory.resolve("cgroup.procs"), pid.toString());
    }
  }

  /** A job that ends before its number is told, as it can with systemd. */
  private void job(SocketChannel channel, DbusBytes.Message call) throws IOException {
    String job = OBJECT + "/job/" + (serial + 1);
    List<DbusBytes.Field> fields =
        List.of(
            new DbusBytes.Field(1, 'o', OBJECT),
            new DbusBytes.Field(2, 's', NAME + ".Manager"),
            new DbusBytes.Field(3, 's', "JobRemoved"));
    String unit = (String) call.arguments().get(0);
    send(channel, DbusBytes.write(SIGNAL, ++serial, fields, "uoss", serial, job, unit, result));
    reply(channel, call, "o", job);
  }

  private static List<DbusBytes.Field> fields(DbusBytes.Message call, DbusBytes.Field... more) {
    List<DbusBytes.Field> fields = new ArrayList<>(List.of(more));
    fields.add(new DbusBytes.Field(5, 'u', call.serial()));
    if (!call.field(7).equals("")) {
      fields.add(new DbusBytes.Field(6, 's', call.field(7)));
    }
    return fields;
  }

  private void reply(
      SocketChannel channel, DbusBytes.Message call, String signature, Object... arguments)
      throws IOException {
    send(channel, DbusBytes.write(RETURN, ++serial, fields(call), signature, arguments));
  }

  @Override
  public void close() {
    String left = Limpet.host("find", tree + "/fake.slice", "-depth", "-type", "d").out();
    try {
      for (String each : left.lines().toList()) {
        Files.deleteIfExists(Path.of(each));
      }
      if (daemon != null) {
        daemon.destroy();
        daemon.waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
