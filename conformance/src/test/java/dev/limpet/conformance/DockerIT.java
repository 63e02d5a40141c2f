package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Docker's daemon with a runtime. */
class DockerIT {
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
    private static final String SETTING =
        """
        docker='/usr/bin/docker --host unix:///run/docker.sock'
        docker() { $docker "$@"; }
        run() { docker run --runtime tested --network none "$@"; }
        """;

    private final OciRuntime runtime;
    private final EngineNest nest;

    Promises(OciRuntime runtime) throws Exception {
      this.runtime = runtime;
      nest = new EngineNest("docker", runtime);
    }

    @BeforeAll
    void startDaemon() throws Exception {
      Files.writeString(nest.at("daemon.json"), configuration());
      nest.daemon("dockerd --config-file daemon.json", SETTING + "docker version");
      docker("docker import root.tar demo:1");
    }

    private String configuration() {
      return """
      {
        "runtimes": {"tested": {"path": "%s"}},
        "data-root": "%s", "exec-root": "/run/docker", "pidfile": "/run/docker.pid",
        "hosts": ["unix:///run/docker.sock"], "storage-driver": "vfs",
        "bridge": "none", "iptables": false, "ip6tables": false
      }
      """
          .formatted(runtime.path(), nest.at("data"));
    }

    @AfterAll
    void end() throws Exception {
      nest.end();
    }

    private String docker(String script) {
      return nest.done(SETTING + script);
    }

    private Outcome run(String script) {
      return nest.run(SETTING + script);
    }

    @Test
    void containerHasWhatItIsRunWith() {
      Outcome outcome =
          run(
              """
              mkdir volume
              echo there > volume/file
              run --rm --read-only --cap-drop all --pids-limit 20 --memory 64m -e A=b -u app \\
                -w /tmp -v "$PWD/volume:/v:ro" --hostname shell demo:1 sh -c '
                  echo "$A $(id -u) $(id -g) $(pwd) $(cat /v/file) $(hostname)"
                  while read name value; do
                    case "$name" in CapBnd: | CapEff: | Seccomp:) echo "$value" ;; esac
                  done < /proc/self/status
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
          2
          read-only
          read-only volume
          """,
          outcome.out(),
          outcome.err());
      assertEquals("told\n", outcome.err());
      assertEquals(7, outcome.exit());
    }

    @Test
    void programThatIsNotThereIsToldAndLeavesNothing() {
      Outcome outcome = run("run --rm demo:1 nonesuch");
      assertNotEquals(0, outcome.exit());
      assertTrue(outcome.err().contains("nonesuch"), outcome.err());
      assertEquals("", docker("docker ps -aq --filter status=created"));
    }

    @Test
    void commandsAreExecutedInIt() {
      docker("run -d --name executing -e A=b demo:1 sleep 100");
      Outcome outcome =
          run("docker exec -u app -w /tmp -e C=d executing sh -c 'echo $A $C; id -u; pwd; exit 4'");
      assertEquals("b d\n7\n/tmp\n", outcome.out(), outcome.err());
      assertEquals(4, outcome.exit());
      assertEquals("in", docker("echo in | docker exec -i executing cat"));
      assertEquals(
          "5\n/dev/pts/0",
          docker(
              """
              script -qec "$docker exec -it executing sh -c 'tty; exit 5'" typescript \\
                > /dev/null || echo $?
              grep -o '/dev/pts/[0-9]*' typescript
              """));
      docker("docker rm -f executing");
    }

    @Test
    void terminalHasTheSizeOfTheCallers() {
      assertEquals(
          "20 60",
          docker(
              """
              cat > sized.sh <<'END'
              stty rows 20 cols 60
              END
              echo "$docker run --runtime tested --network none --rm -t demo:1 \\
                sh -c 'sleep 1; stty size'" >> sized.sh
              script -qec 'sh sized.sh' typescript > /dev/null
              grep -o '^[0-9]* [0-9]*' typescript
              """));
    }

    @Test
    void stopAsksFirstAndKillDoesNot() throws Exception {
      docker(
          """
          run -d --name asked demo:1 sh -c '
            trap "echo asked; exit 3" TERM
            echo started
            while :; do sleep 0.1; done'
          run -d --name deaf demo:1 sleep 100
          """);
      nest.await("started", SETTING + "docker logs asked");
      assertEquals(
          "3",
          docker("docker stop asked >&2; docker inspect asked --format '{{.State.ExitCode}}'"));
      assertEquals("started\nasked", docker("docker logs asked"));
      assertEquals(
          "137",
          docker("docker stop -t 1 deaf >&2; docker inspect deaf --format '{{.State.ExitCode}}'"));
      assertEquals(
          "137", docker("docker start asked >&2; docker kill asked >&2; docker wait asked"));
      docker("docker rm -f asked deaf");
    }

    @Test
    void pausedContainerStandsStill() throws Exception {
      docker(
          """
          run -d --name paused -v "$PWD:/v" demo:1 sh -c '
            i=0
            while :; do i=$((i + 1)); echo $i > /v/count; done'
          """);
      nest.await("there", "test ! -s count || echo there");
      docker("docker pause paused");
      assertEquals("paused", docker("docker inspect paused --format '{{.State.Status}}'"));
      assertEquals(
          "same",
          docker(
              "before=$(cat count); sleep 0.3; test \"$before\" = \"$(cat count)\" && echo same"));
      docker("docker unpause paused");
      assertEquals("running", docker("docker inspect paused --format '{{.State.Status}}'"));
      assertTrue(docker("docker top paused").contains("sh -c"), "top");
      assertEquals("paused", docker("docker stats --no-stream --format '{{.Name}}' paused"));
      docker("docker rm -f paused");
    }

    @Test
    void limitsChangeWhileItRuns() {
      docker(
          "run -d --name limited --memory 64m --memory-swap 64m --pids-limit 20 demo:1 sleep 100");
      String read =
          """
          pid=$(docker inspect limited --format '{{.State.Pid}}')
          at() { sed -n "s/^[0-9]*:$1://p" /proc/$pid/cgroup; }
          if test -f /sys/fs/cgroup/cgroup.controllers; then
            cd "/sys/fs/cgroup$(at '')"
            cat memory.max pids.max
          else
            cat "/sys/fs/cgroup/memory$(at memory)/memory.limit_in_bytes"
            cat "/sys/fs/cgroup/pids$(at pids)/pids.max"
          fi
          """;
      assertEquals("67108864\n20", docker(read));
      docker("docker update --memory 32m --memory-swap 32m --pids-limit 30 limited");
      assertEquals("33554432\n30", docker(read));
      docker("docker rm -f limited");
    }

    @Test
    void healthIsWhatItsCheckSays() throws Exception {
      docker(
          "run -d --name checked --health-cmd 'test -e /tmp/well' --health-interval 200ms"
              + " --health-retries 1 demo:1 sleep 100");
      String health = SETTING + "docker inspect checked --format '{{.State.Health.Status}}'";
      nest.await("unhealthy", health);
      docker("docker exec checked touch /tmp/well");
      nest.await("healthy", health);
      docker("docker rm -f checked");
    }
  }
}
