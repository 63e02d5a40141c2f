package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** containerd with a runtime: by its own client, and by the interface that Kubernetes uses. */
class ContainerdIT {
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
    private static final String NETWORK =
        """
        {
          "cniVersion": "0.4.0", "name": "pods",
          "plugins": [{
            "type": "bridge", "bridge": "pods0", "isGateway": true,
            "ipam": {
              "type": "host-local", "dataDir": "/run/cni",
              "ranges": [[{"subnet": "192.0.2.0/24"}]]
            }
          }]
        }
        """;

    private static final String IMAGE =
        """
        umoci init --layout image
        umoci new --image image:demo
        umoci raw add-layer --image image:demo root.tar
        umoci config --image image:demo --config.cmd /bin/sleep --config.cmd 1000
        skopeo copy -q oci:image:demo docker-archive:demo.tar:docker.io/library/demo:1
        ctr image import --snapshotter native demo.tar
        ctr -n k8s.io image import --snapshotter native demo.tar
        """;

    private final OciRuntime runtime;
    private final EngineNest nest;
    private final Cri cri;
    private final String setting;

    Promises(OciRuntime runtime) throws Exception {
      this.runtime = runtime;
      nest = new EngineNest("containerd", runtime);
      cri = new Cri(nest);
      setting =
          "ctr='ctr run --runtime io.containerd.runc.v2 --snapshotter native --runc-binary "
              + runtime.path()
              + "'\nrun() { $ctr \"$@\"; }\n";
    }

    @BeforeAll
    void startDaemon() throws Exception {
      Files.writeString(nest.at("config.toml"), configuration());
      Files.createDirectory(nest.at("networks"));
      Files.writeString(nest.at("networks").resolve("pods.conflist"), NETWORK);
      nest.daemon("containerd --config config.toml", "ctr version");
      nest.done(IMAGE);
    }

    private String configuration() {
      return """
      version = 2
      root = "%1$s"
      state = "/run/containerd"
      [plugins."io.containerd.grpc.v1.cri"]
        sandbox_image = "docker.io/library/demo:1"
        restrict_oom_score_adj = true
        [plugins."io.containerd.grpc.v1.cri".containerd]
          snapshotter = "native"
          default_runtime_name = "tested"
          [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.tested]
            runtime_type = "io.containerd.runc.v2"
            [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.tested.options]
              BinaryName = "%2$s"
        [plugins."io.containerd.grpc.v1.cri".cni]
          bin_dir = "/usr/lib/cni"
          conf_dir = "%3$s"
      [plugins."io.containerd.internal.v1.opt"]
        path = "%1$s/opt"
      """
          .formatted(nest.at("data"), runtime.path(), nest.at("networks"));
    }

    @AfterAll
    void end() throws Exception {
      nest.end();
    }

    @Test
    void containerRunsAndItsCodeIsTold() {
      Outcome outcome =
          nest.run(
              setting
                  + """
                  run --rm --env A=b --cwd /tmp --memory-limit 67108864 docker.io/library/demo:1 one \\
                    sh -c 'echo "$A $(id -u) $(pwd)"; echo told >&2; exit 3'
                  """);
      assertEquals("b 0 /tmp\n", outcome.out(), outcome.err());
      assertEquals("told\n", outcome.err());
      assertEquals(3, outcome.exit());
    }

    @Test
    void containerMayHaveATerminal() {
      assertEquals(
          "5\n/dev/pts/0",
          nest.done(
              setting
                  + """
                  script -qec "$ctr --rm -t docker.io/library/demo:1 two sh -c 'tty; exit 5'" \\
                    typescript > /dev/null || echo $?
                  grep -o '/dev/pts/[0-9]*' typescript
                  """));
    }

    @Test
    void taskIsExecutedInPausedAndKilled() throws Exception {
      nest.done(setting + "run -d docker.io/library/demo:1 three sleep 1000");
      String status =
          "ctr task ls | while read name pid status; do test $name != three || echo $status; done";
      assertEquals("RUNNING", nest.done(status));
      Outcome outcome = nest.run("ctr task exec --exec-id e three sh -c 'echo in; exit 4'");
      assertEquals("in\n", outcome.out(), outcome.err());
      assertEquals(4, outcome.exit());
      nest.done("ctr task pause three");
      assertEquals("PAUSED", nest.done(status));
      nest.done("ctr task resume three");
      assertEquals("RUNNING", nest.done(status));
      assertTrue(nest.done("ctr task metrics three").contains("pids.current"), "metrics");
      assertEquals("2", nest.done("ctr task ps three | wc -l"));
      nest.done("ctr task kill -s KILL three");
      nest.await("STOPPED", status);
      Outcome deleted = nest.run("ctr task delete three");
      assertTrue(deleted.err().contains("exit code 137"), deleted.err());
      nest.done("ctr container delete three");
      assertEquals(
          "", nest.done("ls /run/containerd/runc/default 2> /dev/null | grep three || true"));
    }

    @Test
    void programThatIsNotThereIsToldAndLeavesNothing() {
      Outcome outcome = nest.run(setting + "run --rm docker.io/library/demo:1 four nonesuch");
      assertEquals(1, outcome.exit());
      assertTrue(outcome.err().contains("nonesuch"), outcome.err());
      assertEquals("", nest.done("ctr task ls -q | grep four || true"));
    }

    @Test
    void podHasANetworkAndItsContainersShareIt() throws Exception {
      String pod = cri.runPod("pod", "tested");
      String first = cri.create(pod, "first", "sh", "-c", "hostname; exec sleep 1000");
      cri.start(first);
      assertEquals(Cri.RUNNING, cri.state(first));
      assertEquals(new Cri.Said("eth0\nlo\n", "", 0), cri.exec(first, "ls", "/sys/class/net"));
      assertEquals(new Cri.Said("pod\n", "", 0), cri.exec(first, "hostname"));
      assertEquals(
          new Cri.Said("", "told\n", 4), cri.exec(first, "sh", "-c", "echo told >&2; exit 4"));
      String second = cri.create(pod, "second", "sh", "-c", "ls /sys/class/net > /tmp/x; exit 6");
      cri.start(second);
      cri.awaitState(second, Cri.EXITED);
      assertEquals(6, cri.exitCode(second));
      cri.stop(first);
      assertEquals(Cri.EXITED, cri.state(first));
      cri.remove(first);
      cri.remove(second);
      cri.removePod(pod);
      assertEquals("", nest.done("ctr -n k8s.io container ls -q"));
    }
  }
}
