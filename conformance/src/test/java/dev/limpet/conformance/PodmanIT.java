package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Podman and Buildah with a runtime. */
class PodmanIT {
  @Nested
  class WithCrun extends Promises {
    WithCrun() throws Exception {
      super(OciRuntime.CRUN);
    }
  }

  @Nested
  class WithLimpet extends Promises {
    WithLimpet() throws Exception {
      super(OciRuntime.LIMPET);
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Promises {
    /** Without systemd nobody runs the checks of health by the clock, which Podman tells. */
    private static final String NO_TIMER = "unable to get systemd connection";

    /** The caller may not have what Podman would ask for by default. */
    private static final String CONFIGURATION =
        """
        [containers]
        default_ulimits = ["nofile=256:256", "nproc=1024:1024"]
        [engine]
        cgroup_manager = "cgroupfs"
        events_logger = "file"
        tmp_dir = "/run/podman-tmp"
        """;

    private final OciRuntime runtime;
    private final EngineNest nest;
    private final String setting;

    Promises(OciRuntime runtime) throws Exception {
      this.runtime = runtime;
      nest = new EngineNest("podman", runtime);
      String storage =
          " --root " + nest.at("storage") + " --runroot /run/podman --storage-driver vfs";
      setting =
          "export CONTAINERS_CONF="
              + nest.at("containers.conf")
              + "\npodman='podman"
              + storage
              + " --runtime "
              + runtime.path()
              + "'\nbuildah='buildah"
              + storage
              + "'\npodman() { command $podman \"$@\"; }\n"
              + "buildah() { command $buildah \"$@\"; }\n";
    }

    @BeforeAll
    void importImage() throws Exception {
      Files.writeString(nest.at("containers.conf"), CONFIGURATION);
      podman("podman import -q root.tar demo:1");
    }

    @AfterAll
    void end() throws Exception {
      nest.end();
    }

    private String podman(String script) {
      return nest.done(setting + script);
    }

    private Outcome run(String script) {
      return nest.run(setting + script);
    }

    @Test
    void containerHasWhatItIsRunWith() {
      Outcome outcome =
          run(
              """
              mkdir volume
              echo there > volume/file
              podman run --rm --network none --read-only --cap-drop all --pids-limit 20 --memory 64m \\
                -e A=b -u app -w /tmp -v "$PWD/volume:/v:ro" --hostname shell demo:1 sh -c '
                  echo "$A $(id -u) $(id -g) $(pwd) $(cat /v/file) $(hostname)"
                  cat /proc/self/status | while read name value; do
                    case "$name" in CapBnd: | CapEff:) echo "$value" ;; esac
                  done
                  touch /x 2> /dev/null || echo read-only
                  touch /v/x 2> /dev/null || echo read-only volume
                  echo told >&2
                  exit 7'
              """);
      assertEquals(
          """
          b 7 8 /tmp there shell
          0000000000000000
          0000000000000000
          read-only
          read-only volume
          """,
          outcome.out(),
          outcome.err());
      assertEquals("told\n", outcome.err());
      assertEquals(7, outcome.exit());
    }

    @Test
    void programThatIsNotThereIs127AndOneThatMayNotBeExecutedIs126() {
      assertEquals(127, run("podman run --rm --network none demo:1 nonesuch").exit());
      assertEquals(126, run("podman run --rm --network none demo:1 /etc/passwd").exit());
      assertEquals("", podman("podman ps -aq --filter ancestor=demo:1 --filter status=created"));
    }

    @Test
    void limitsAreThoseOfTheCgroup() {
      podman("podman run -d --network none --name limited -m 64m --pids-limit 20 demo:1 sleep 100");
      String read =
          """
          group=$(podman inspect limited --format '{{.State.Pid}}')
          at() { sed -n "s/^[0-9]*:$1://p" /proc/$group/cgroup; }
          if test -f /sys/fs/cgroup/cgroup.controllers; then
            cd "/sys/fs/cgroup$(at '')"
            cat memory.max pids.max
          else
            cat "/sys/fs/cgroup/memory$(at memory)/memory.limit_in_bytes"
            cat "/sys/fs/cgroup/pids$(at pids)/pids.max"
          fi
          """;
      assertEquals("67108864\n20", podman(read));
      podman("podman rm -f -t 0 limited");
    }

    @Test
    void networksAreTheHostsAndABridge() {
      assertEquals("lo", podman("podman run --rm --network host demo:1 ls /sys/class/net"));
      assertEquals("eth0\nlo", podman("podman run --rm --network bridge demo:1 ls /sys/class/net"));
    }

    @Test
    void commandsAreExecutedInIt() {
      podman("podman run -d --network none --name executing -e A=b demo:1 sleep 100");
      Outcome outcome =
          run("podman exec -u app -w /tmp -e C=d executing sh -c 'echo $A $C; id -u; pwd; exit 4'");
      assertEquals("b d\n7\n/tmp\n", outcome.out(), outcome.err());
      assertEquals(4, outcome.exit());
      assertEquals("in", podman("echo in | podman exec -i executing cat"));
      assertEquals(
          "5\n/dev/pts/0",
          podman(
              """
              script -qec "$podman exec -it executing sh -c 'tty; exit 5'" typescript > /dev/null || echo $?
              grep -o '/dev/pts/[0-9]*' typescript
              """));
      assertEquals(127, run("podman exec executing nonesuch").exit());
      assertEquals(126, run("podman exec executing /etc/passwd").exit());
      podman("podman rm -f -t 0 executing");
    }

    @Test
    void stopAsksFirstAndKillDoesNot() throws Exception {
      podman(
          """
          podman run -d --network none --name asked demo:1 sh -c '
            trap "echo asked; exit 3" TERM
            echo started
            while :; do sleep 0.1; done'
          podman run -d --network none --name deaf demo:1 sleep 100
          """);
      nest.await("started", setting + "podman logs asked");
      assertEquals(
          "3",
          podman("podman stop asked >&2; podman inspect asked --format '{{.State.ExitCode}}'"));
      assertEquals("started\nasked", podman("podman logs asked"));
      assertEquals(
          "137",
          podman("podman stop -t 1 deaf >&2; podman inspect deaf --format '{{.State.ExitCode}}'"));
      assertEquals(
          "137",
          podman("podman start asked >&2; podman kill -s KILL asked >&2; podman wait asked"));
      podman("podman rm -f -t 0 asked deaf");
    }

    @Test
    void pausedContainerStandsStill() throws Exception {
      podman(
          """
          podman run -d --network none --name paused demo:1 sh -c '
            i=0
            while :; do i=$((i + 1)); echo $i > /tmp/count; done'
          podman pause paused
          """);
      assertEquals("paused", podman("podman inspect paused --format '{{.State.Status}}'"));
      assertEquals(
          "same",
          podman(
              """
              count="$(podman mount paused)/tmp/count"
              before=$(cat "$count")
              sleep 0.3
              test "$before" = "$(cat "$count")" && echo same
              """));
      podman("podman unpause paused");
      assertEquals("running", podman("podman inspect paused --format '{{.State.Status}}'"));
      assertTrue(podman("podman top paused args").contains("sh -c"), "top");
      assertEquals("paused", podman("podman stats --no-stream --format '{{.Name}}' paused"));
      podman("podman rm -f -t 0 paused");
    }

    @Test
    void healthIsWhatItsCheckSays() {
      Outcome started =
          run(
              "podman run -d --network none --name checked --health-cmd 'test -e /tmp/well' demo:1"
                  + " sleep 100");
      assertTrue(started.err().isEmpty() || started.err().contains(NO_TIMER), started.err());
      assertEquals(1, run("podman healthcheck run checked").exit());
      podman("podman exec checked touch /tmp/well");
      assertEquals(0, run("podman healthcheck run checked").exit());
      run("podman rm -f -t 0 checked");
    }

    @Test
    void containersOfAPodShareItsNamespaces() {
      podman(
          """
          podman pod create --name pod --network none --hostname shared \\
            --infra-image demo:1 --infra-command '/bin/sleep 1000'
          podman run -d --pod pod --name member demo:1 sleep 100
          """);
      assertEquals(
          "shared\nsame",
          podman(
              """
              podman run --rm --pod pod demo:1 hostname
              first=$(podman exec member ls -l /proc/self/ns/ipc)
              second=$(podman run --rm --pod pod demo:1 ls -l /proc/self/ns/ipc)
              test "${first##* }" = "${second##* }" && echo same
              """));
      podman("podman pod rm -f -t 0 pod");
    }

    @Test
    void ordinaryUserHasContainersToo() {
      String said =
          nest.done(
              """
              cp /etc/passwd passwd
              echo 'rootless:x:54322:54322::/:/bin/sh' >> passwd
              echo 'rootless:200000:65536' > subordinate
              chmod 644 passwd subordinate
              mount --bind passwd /etc/passwd
              mount --bind subordinate /etc/subuid
              mount --bind subordinate /etc/subgid
              sed /tmp_dir/d containers.conf > rootless.conf
              cat > rootless.sh <<'END'
              podman() { command podman --storage-driver vfs --runtime "$runtime" "$@"; }
              podman import -q root.tar demo:1 > /dev/null
              podman run --rm --network none demo:1 sh -c 'id -u; cat /proc/self/uid_map; exit 3'
              echo $?
              podman run -d --network none --name own demo:1 sleep 100 > /dev/null
              podman exec own sh -c 'echo in; exit 4'
              echo $?
              podman stop -t 1 own > /dev/null
              podman inspect own --format '{{.State.ExitCode}}'
              podman rm own > /dev/null
              END
              mkdir -p home /run/user/54322
              chown 54322:54322 home /run/user/54322
              setpriv --reuid 54322 --regid 54322 --init-groups env -i PATH="$PATH" \\
                HOME="$PWD/home" XDG_RUNTIME_DIR=/run/user/54322 runtime=%s \\
                CONTAINERS_CONF="$PWD/rootless.conf" sh rootless.sh
              umount /etc/passwd /etc/subuid /etc/subgid
              """
                  .formatted(runtime.path()));
      assertEquals(
          "0 0 54322 1 1 200000 65536 3 in 4 137", String.join(" ", said.strip().split("\\s+")));
    }

    @Test
    void imagesAreBuilt() {
      assertEquals(
          "built by 0 with x\n/tmp",
          podman(
              """
              mkdir context
              cat > context/Containerfile <<'END'
              FROM demo:1
              ENV WITH=x
              WORKDIR /tmp
              RUN echo "built by $(id -u) with $WITH" > /file
              END
              buildah build --runtime %s --isolation oci --network none -q -t built:1 context >&2
              podman run --rm --network none built:1 sh -c 'cat /file; pwd'
              """
                  .formatted(runtime.path())));
    }
  }
}
