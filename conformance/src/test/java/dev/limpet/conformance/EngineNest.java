package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A small machine for an engine and its daemons: namespaces of all kinds but users, an empty {@code
 * /run}, and cgroups that are a branch of the host's. All that an engine leaves is in it, and gone
 * with it.
 */
final class EngineNest {
  /** Joins a new branch of each hierarchy, which is the whole tree in there. */
  private static final String OUTSIDE =
      """
      set -e
      join() {
        mkdir "$1/$name"
        for inherited in cpuset.cpus cpuset.mems; do
          test ! -f "$1/$name/$inherited" || cat "$1/$inherited" > "$1/$name/$inherited"
        done
        echo $$ > "$1/$name/cgroup.procs"
      }
      if [ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ]; then
        join /sys/fs/cgroup
      else
        for hierarchy in /sys/fs/cgroup/*; do
          test -L "$hierarchy" -o "$(stat -fc %T "$hierarchy")" != cgroupfs || join "$hierarchy"
        done
      fi
      exec unshare --cgroup --mount --pid --fork --kill-child --net --ipc --uts --mount-proc \\
        --propagation private sh -c "$inside"
      """;

  private static final String INSIDE =
      """
      set -e
      ip link set lo up
      mount -t tmpfs none /run
      if [ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ]; then
        umount --recursive /sys/fs/cgroup
        mount -t cgroup2 none /sys/fs/cgroup
        mkdir /sys/fs/cgroup/init
        echo $$ > /sys/fs/cgroup/init/cgroup.procs
        for controller in $(cat /sys/fs/cgroup/cgroup.controllers); do
          echo "+$controller" > /sys/fs/cgroup/cgroup.subtree_control
        done
      else
        umount --recursive /sys/fs/cgroup
        mount -t tmpfs none /sys/fs/cgroup
        while IFS=: read -r number controllers path; do
          test -n "$controllers" || continue
          mkdir "/sys/fs/cgroup/${controllers#name=}"
          mount -t cgroup -o "$controllers" none "/sys/fs/cgroup/${controllers#name=}"
        done < /proc/self/cgroup
      fi
      echo ready
      while sleep 1000; do :; done
      """;

  /** Who comes in is not yet where the others are. */
  private static final String JOIN =
      """
      test -f /sys/fs/cgroup/init/cgroup.procs && groups=/sys/fs/cgroup/init || groups='/sys/fs/cgroup/*'
      for group in $groups; do
        echo $$ > "$group/cgroup.procs"
      done
      eval "$1"
      """;

  /** A root file system of busybox, with a user {@code app}. */
  private static final String ROOT =
      """
      mkdir -p root/bin root/etc root/tmp
      cp /bin/busybox root/bin/
      for applet in sh sleep echo cat id env pwd touch true kill tty ls stty hostname; do
        ln -s busybox "root/bin/$applet"
      done
      printf 'root:x:0:0::/:/bin/sh\\napp:x:7:8::/:/bin/sh\\n' > root/etc/passwd
      printf 'root:x:0:\\napp:x:8:\\n' > root/etc/group
      tar -C root -cf root.tar .
      """;

  private final String name;
  private final Path directory;
  private final Process outer;
  private final String inner;

  /** A nest with a directory that has {@code root} and {@code root.tar}. */
  EngineNest(String engine, OciRuntime runtime) throws IOException {
    name =
        "limpet-"
            + engine
            + "-"
            + runtime.name().toLowerCase(Locale.ROOT)
            + ProcessHandle.current().pid();
    directory = Scratch.directory(engine);
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", OUTSIDE);
    builder.environment().put("name", name);
    builder.environment().put("inside", INSIDE);
    builder.redirectError(directory.resolve("nest.log").toFile());
    outer = builder.start();
    byte[] ready = outer.getInputStream().readNBytes("ready\n".length());
    assertEquals(
        "ready\n",
        new String(ready, StandardCharsets.UTF_8),
        () -> read(directory.resolve("nest.log")));
    inner = String.valueOf(outer.children().map(ProcessHandle::pid).findFirst().orElseThrow());
    done(ROOT);
  }

  /** A file in the nest's directory. */
  Path at(String file) {
    return directory.resolve(file);
  }

  /** Runs a script in the nest, in its directory. */
  Outcome run(String script) {
    return Limpet.host(
        "nsenter", "--target", inner, "--all", "--wd=" + directory, "sh", "-c", JOIN, "sh", script);
  }

  /** The same; fails where the script does; returns what it says. */
  String done(String script) {
    Outcome outcome = run(script);
    assertEquals(0, outcome.exit(), () -> script + "\n" + outcome.out() + outcome.err());
    return outcome.line();
  }

  /** Starts a daemon, and waits until {@code probe} does not fail. */
  void daemon(String command, String probe) throws InterruptedException {
    done("setsid " + command + " > daemon.log 2>&1 < /dev/null &");
    for (int tries = 0; run(probe).exit() != 0; tries++) {
      assertTrue(tries < 100, () -> command + " does not start: " + read(at("daemon.log")));
      Thread.sleep(100);
    }
  }

  /** Waits for a script to say {@code wanted}. */
  void await(String wanted, String script) throws InterruptedException {
    String said = done(script);
    for (int tries = 0; tries < 100 && !said.equals(wanted); tries++) {
      Thread.sleep(100);
      said = done(script);
    }
    assertEquals(wanted, said, script);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all of it; fails where something stays. */
  void end() throws InterruptedException {
    outer.destroyForcibly();
    outer.waitFor();
    String branches = "find /sys/fs/cgroup -depth -type d -path '*/" + name + "*'";
    List<String> remove =
        List.of("sh", "-c", branches + " -exec rmdir {} + 2> /dev/null; " + branches);
    String left = "?";
    for (int tries = 0; tries < 50 && !left.isEmpty(); tries++) {
      left = Limpet.host(remove.toArray(String[]::new)).line();
      Thread.sleep(left.isEmpty() ? 0 : 100);
    }
    assertEquals("", left);
    assertTrue(Processes.awaitGone(directory.toString()), "a process of " + name + " goes on");
  }
}
