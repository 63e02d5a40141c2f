package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.cli.RunSpec;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.linux.Environment;
import dev.limpet.sandbox.Host;
import dev.limpet.sandbox.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code --dry-run} prints, against the goldens in {@code src/test/resources/golden}. */
class DryRunJvmTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static void assertGolden(String name, String... words) throws IOException {
    Host host = new Host(Architecture.X86_64, 1000, 1000, "/work", List.of("/", "/proc", "/home"));
    FullOptions options = FullOptions.parse("run", List.of(words));
    Environment environment = new Environment(List.of("PATH=/bin"));
    String actual =
        DryRun.of(
            options,
            Planner.plan(
                options
                    .network()
                    .in(
                        RunSpec.of(options.plain(), options.plain().rootfs(), host, environment),
                        host.architecture()),
                host),
            7);
    Path golden = GOLDEN.resolve(name);
    Path renewed = Files.writeString(Path.of("target").resolve(name), actual);
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    assertEquals(expected, actual, "after a look: cp cli/" + renewed + " cli/" + golden);
  }

  @Test
  void plainRun() throws IOException {
    assertGolden("dry-run.txt", "id", "-u");
  }

  @Test
  void runInANetworkWithFewPorts() throws IOException {
    assertGolden(
        "dry-run-ports.txt",
        "--net",
        "ns:lab",
        "--connect-tcp",
        "443",
        "--connect-tcp=53",
        "--bind-tcp",
        "8080",
        "id");
  }

  @Test
  void runWithEverything() throws IOException {
    assertGolden(
        "dry-run-all.txt",
        "--rootfs",
        "/srv/alpine",
        "--map",
        "/etc",
        "/mnt",
        "--vol",
        "my data",
        "/tmp/data",
        "--tmpfs",
        "/var/x:size=1m",
        "--net",
        "host",
        "--seccomp",
        "none",
        "--map-root",
        "--nofile",
        "64",
        "--hostname",
        "box",
        "-C",
        "/tmp/data",
        "-e",
        "A=1",
        "--",
        "sh",
        "-c",
        "echo $A");
  }
}
