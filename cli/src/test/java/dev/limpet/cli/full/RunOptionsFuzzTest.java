package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.limpet.cli.EnvChange;
import dev.limpet.cli.RunOptions;
import dev.limpet.cli.RunSpec;
import dev.limpet.cli.UsageException;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.linux.Environment;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Host;
import dev.limpet.sandbox.Paths;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.Planner;
import java.util.ArrayList;
import java.util.List;

/** Any bytes as the words of a command line: options or one line of refusal, nothing else. */
class RunOptionsFuzzTest {
  private static final List<String> KNOWN =
      List.of(
          "--rootfs",
          "--map",
          "--vol",
          "-e",
          "-C",
          "--dry-run",
          "--",
          "/",
          "/tmp/x",
          "A=b",
          "-v",
          "--tmpfs",
          "-E",
          "--clear-env",
          "--hostname",
          "-u",
          "--net",
          "host",
          "--seccomp",
          "none",
          "--nofile",
          "--fsize",
          "--timeout",
          "--memory",
          "--cpus",
          "--pids",
          "--stats",
          "--map-root",
          "--init",
          "-it",
          "--tty",
          "-d",
          "--name",
          "--log-size",
          "--rm",
          "size=1k",
          "/x:size=5",
          "1.5m",
          "ns:x",
          "--connect-tcp",
          "--bind-tcp",
          "443");

  /**
   * Words are separated by NULs, as in /proc/PID/cmdline; one of a single byte may be an option.
   */
  private static List<String> words(byte[] bytes) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == 0) {
        int length = i - start;
        boolean short1 = length == 1 && bytes[start] >= 0 && bytes[start] < KNOWN.size();
        words.add(short1 ? KNOWN.get(bytes[start]) : OsString.decode(bytes, start, length));
        start = i + 1;
      }
    }
    return words;
  }

  @FuzzTest(maxDuration = "30s")
  void anyWordsAreOptionsOrOneLineOfRefusal(byte[] bytes) {
    FullOptions options;
    try {
      options = FullOptions.parse("run", words(bytes));
    } catch (UsageException e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("run: "));
      return;
    }
    assertEquals(options, FullOptions.parse("run", RunWords.of(options)));
    assertFalse(options.plain().command().isEmpty());
    for (RunOptions.Place bind : options.plain().places()) {
      assertTrue(bind.destination().startsWith("/"));
      assertFalse(Paths.hasParent(bind.destination()));
      assertFalse(Paths.isWithin(bind.destination(), "/proc"));
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyOptionsHaveAPlan(byte[] bytes) {
    List<String> words = words(bytes);
    Host host = new Host(Architecture.X86_64, 1, 2, "/home/me", List.of("/", "/home", "/proc"));
    try {
      FullOptions options = FullOptions.parse("build", words);
      Environment environment = new Environment(List.of("PATH=/bin", "odd", "A=1"));
      Plan plan =
          Planner.plan(
              options
                  .network()
                  .in(
                      RunSpec.of(options.plain(), options.plain().rootfs(), host, environment),
                      host.architecture()),
              host);
      assertFalse(plan.guest().paths().isEmpty());
      assertFalse(DryRun.of(options, plan, 7).isEmpty());
    } catch (UsageException e) {
      assertFalse(String.valueOf(e.getMessage()).isEmpty());
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyEnvironmentFileIsReadOrRefusedByItsLine(byte[] bytes) {
    String text = OsString.decode(bytes);
    try {
      List<EnvChange> changes = EnvFile.parse("f", text);
      assertTrue(changes.size() <= text.lines().count());
      for (EnvChange change : changes) {
        assertFalse(change.name().isEmpty());
        assertTrue(change.name().indexOf('=') < 0);
      }
    } catch (UsageException e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("--env-file f, line "));
    }
  }
}
