package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bundle of busybox, and limpet-oci with a place for its containers. */
final class OciBundle {
  private static final Path BINARY = link();

  final Path directory = Scratch.directory("bundle");
  private final Path home = Scratch.directory("oci-root");
  private final Path root = home.resolve("containers");
  private final Caller caller;

  /** What {@code limpet-oci spec} writes, changed by {@link #change}. */
  private String config = "";

  OciBundle(Caller caller) {
    this.caller = caller;
    try {
      Path bin = Files.createDirectories(directory.resolve("rootfs/bin"));
      Files.createDirectories(directory.resolve("rootfs/etc"));
      Files.writeString(
          directory.resolve("rootfs/etc/passwd"), "root:x:0:0::/root:/bin/sh\nu:x:7:8::/home/u:\n");
      Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
      bin.resolve("busybox").toFile().setExecutable(true, false);
      for (String name :
          List.of(
              "sh",
              "ls",
              "cat",
              "id",
              "ps",
              "sleep",
              "echo",
              "env",
              "grep",
              "touch",
              "stat",
              "mount",
              "hostname",
              "true",
              "tty",
              "wc",
              "head",
              "kill",
              "umask",
              "chmod",
              "test")) {
        Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
      }
      Limpet.host("chmod", "-R", "a+rX", directory.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (caller == Caller.SELF) {
      done("spec", "-b", directory.toString());
    } else {
      Limpet.host("chown", "-R", Caller.UID, directory.toString());
      done("spec", "--rootless", "-b", directory.toString());
    }
    config = read("config.json").replace("\"terminal\": true", "\"terminal\": false");
  }

  private static Path link() {
    Path link = Limpet.binary().resolveSibling("limpet-oci");
    try {
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, Path.of("limpet-full"));
      }
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has the program be {@code script} of sh. */
  OciBundle script(String script) {
    return change(
        "\"args\": [\n      \"sh\"\n    ]",
        "\"args\": [\"sh\", \"-c\", \""
            + script.replace("\\", "\\\\").replace("\"", "\\\"")
            + "\"]");
  }

  /** Replaces a part of config.json that has to be there. */
  OciBundle change(String old, String fresh) {
    if (!config.contains(old)) {
      throw new AssertionError(old + " is not in " + config);
    }
    config = config.replace(old, fresh);
    return this;
  }

  /** Adds members to {@code linux}. */
  OciBundle linux(String members) {
    return change("\"linux\": {", "\"linux\": {" + members + ", ");
  }

  /** Adds members to the outermost object. */
  OciBundle top(String members) {
    return change("\"linux\": {", members + ", \"linux\": {");
  }

  /** The words of a command. */
  List<String> words(String... words) {
    try {
      if (!config.isEmpty()) {
        Files.writeString(directory.resolve("config.json"), config);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> all = new ArrayList<>(caller.prefix());
    all.addAll(List.of(BINARY.toString(), "--root", root.toString()));
    all.addAll(List.of(words));
    return all;
  }

  /** Runs limpet-oci. */
  Outcome oci(String... words) {
    return Limpet.host(words(words).toArray(new String[0]));
  }

  /** The same, which has to work; returns what it says. */
  String done(String... words) {
    Outcome outcome = oci(words);
    assertEquals(0, outcome.exit(), String.join(" ", words) + ": " + outcome.err());
    return outcome.line();
  }

  /** Runs a container to its end. */
  Outcome run(String id, String... options) {
    List<String> words = new ArrayList<>(List.of("run", "-b", directory.toString()));
    words.addAll(List.of(options));
    words.add(id);
    return oci(words.toArray(new String[0]));
  }

  /** Creates one; its standard streams go nowhere, so that nobody waits for them. */
  void create(String id, String... options) {
    List<String> words = new ArrayList<>(List.of("create", "-b", directory.toString()));
    words.addAll(List.of(options));
    words.add(id);
    Outcome outcome =
        Limpet.host(
            "sh",
            "-c",
            Shell.quote(words(words.toArray(new String[0])))
                + " </dev/null >"
                + directory
                + "/out 2>"
                + directory
                + "/err || { cat "
                + directory
                + "/err; exit 1; }");
    assertEquals(0, outcome.exit(), outcome.out() + outcome.err());
  }

  /** A file of the bundle. */
  String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directory of all containers. */
  Path root() {
    return root;
  }

  /** The status that {@code state} tells. */
  String status(String id) {
    String state = done("state", id);
    int at = state.indexOf("\"status\":\"") + 10;
    return state.substring(at, state.indexOf('"', at));
  }

  /** Waits until it has that status. */
  void await(String id, String status) throws InterruptedException {
    for (int i = 0; i < 500 && !status(id).equals(status); i++) {
      Thread.sleep(20);
    }
    assertEquals(status, status(id));
  }
}
