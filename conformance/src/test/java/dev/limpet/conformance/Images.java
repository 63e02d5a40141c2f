package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The verbs of images, with a store of their own, and images to try them on. */
final class Images {
  /** One of everything that a layer can have, and a second layer that changes what is below it. */
  private static final String IMAGE =
      """
      set -e
      mkdir low low/bin low/d low/d/e low/o low/o/s low/gone low/gone/x low/usr low/usr/lib
      cp /bin/busybox low/bin/busybox
      ln -s busybox low/bin/sh
      ln low/bin/busybox low/bin/hard
      printf suid > low/bin/suid
      printf text > low/d/e/f
      for file in d/e/g o/a o/s/x gone/x/y ; do printf 1 > low/$file; done
      ln -s usr/lib low/lib
      mkfifo -m 622 low/d/fifo
      setfattr -n user.a -v value low/d/e/f
      setfattr -n user.b -v 0x00ff low/d
      chmod 1777 low/d
      chmod 700 low/d/e
      mkdir up up/d up/d/e up/d/e/g up/o up/lib
      touch up/d/e/.wh.f up/o/.wh..wh..opq up/.wh.gone
      printf 2 > up/o/b
      printf added > up/lib/added
      if [ "$(id -u)" = 0 ]; then
        mknod low/d/null c 1 300
        mknod low/d/block b 259 70000
        chown -h 7:8 low/bin/sh
        chown 12:13 low/bin/suid
        chown 1000000:70000 low/d/e/f
        setfattr -n security.capability \
          -v 0x0100000200200000000000000000000000000000 low/bin/busybox
      fi
      chmod 6755 low/bin/suid
      touch -d '1969-12-31 23:59:58.5Z' low/d/e/f
      touch -d '2001-02-03 04:05:06.123456789Z' low/bin/busybox low/d/e low/o low/bin
      for layer in low up; do
        (cd $layer && find . | sort | grep -vx './lib' | grep -vx '.' > ../names
          [ $layer = up ] || echo ./lib >> ../names
          tar --format=pax --xattrs --xattrs-include='*' --no-recursion --numeric-owner \
            -cf ../$layer.tar . -T ../names)
      done
      umoci init --layout layout
      umoci new --image layout:v
      umoci raw add-layer --image layout:v low.tar
      umoci raw add-layer --image layout:v up.tar
      umoci config --image layout:v --config.entrypoint /bin/sh --config.cmd -c \
        --config.env A=B --config.workingdir /d --config.user 1:2 --config.label k=v
      chmod -R a+rX layout
      """;

  /** Every file with all that it has; of directories not how large their file system makes them. */
  private static final String LISTING =
      """
      cd "$1" || exit 1
      find . -mindepth 1 ! -type d -printf '%P %y %m %U:%G %s %T@ %l %n\\n' | sort
      find . -mindepth 1 -type d -printf '%P %y %m %U:%G %T@\\n' | sort
      find . -type c -o -type b | sort | xargs -r stat -c '%n %t %T'
      find . -type f | sort | xargs -d '\\n' sha256sum
      getfattr -h -R -d -e hex -m - . | awk 'BEGIN { RS = "" } { gsub("\\n", " "); print }' | sort
      """;

  private final Path directory = Scratch.directory("images");
  private final Caller caller;

  static {
    install();
  }

  Images(Caller caller) {
    this.caller = caller;
  }

  /** The jars go beside the program, where it looks for them. */
  private static void install() {
    Path built = Path.of(System.getProperty("limpet.root", "."), "images/target/dist");
    Path target = Limpet.binary().resolveSibling("images");
    try (Stream<Path> jars = Files.list(built)) {
      Files.createDirectories(target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (Path jar : jars.toList()) {
        Path copy = target.resolve(jar.getFileName());
        Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the jars of images are not built", e);
    }
  }

  Path directory() {
    return directory;
  }

  Path at(String path) {
    return directory.resolve(path);
  }

  /** Where the store is. */
  Path store(String path) {
    return directory.resolve("data/limpet").resolve(path);
  }

  /** Runs a verb. */
  Outcome run(String... words) {
    return run(Map.of(), words);
  }

  Outcome run(Map<String, String> environment, String... words) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("XDG_DATA_HOME", directory.resolve("data").toString());
    return Limpet.limpetIn(directory, all, caller, words);
  }

  /** The same as a caller who has the subordinate ids from 200000 on; needs root. */
  Outcome withSubordinateIds(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "XDG_DATA_HOME=" + at("data")));
    command.addAll(Limpet.command(caller, words));
    return SubordinateIdsIT.withFiles(Caller.UID + ":200000:70000\n", command);
  }

  /** The same; fails where the verb does. Returns what it says. */
  String done(String... words) {
    Outcome outcome = run(words);
    assertEquals(0, outcome.exit(), outcome.err());
    return outcome.out();
  }

  /** Runs a script in the directory, as root. */
  String script(String script, String... words) {
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    command.add("cd " + directory + "; " + script);
    command.add("sh");
    command.addAll(List.of(words));
    Outcome outcome = Limpet.host(command.toArray(String[]::new));
    assertEquals(0, outcome.exit(), outcome.err());
    return outcome.out();
  }

  /** Makes the layout {@code layout} with the image {@code v}. */
  void make() {
    script(IMAGE);
  }

  /** All that can be seen of the files below {@code path}. */
  String listing(String path) {
    return script(LISTING, path);
  }
}
