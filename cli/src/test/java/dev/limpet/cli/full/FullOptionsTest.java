package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.cli.EnvChange;
import dev.limpet.cli.RunOptions;
import dev.limpet.cli.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullOptionsTest {
  private static FullOptions parse(String... words) {
    return FullOptions.parse("run", List.of(words));
  }

  private static void assertRefused(String mentions, String... words) {
    UsageException e = assertThrows(UsageException.class, () -> parse(words));
    String said = String.valueOf(e.getMessage());
    assertTrue(said.contains(mentions), said);
    assertFalse(said.contains("\n"), said);
  }

  @Test
  void commandAloneIsEnough() {
    FullOptions options = parse("echo", "-e", "--help");
    assertEquals(List.of("echo", "-e", "--help"), options.plain().command());
    assertEquals("/", options.plain().rootfs());
    assertEquals(List.of(), options.plain().places());
    assertNull(options.plain().cwd());
    assertFalse(options.dryRun());
  }

  @Test
  void everyOptionIsRead() {
    FullOptions options =
        parse(
            "--rootfs",
            "/srv/x",
            "--map",
            "a",
            "/b//c/",
            "--vol",
            "d",
            "/e",
            "-e",
            "K=V=W",
            "-e",
            "P",
            "-C",
            "/b",
            "--dry-run",
            "--",
            "--map");
    assertEquals("/srv/x", options.plain().rootfs());
    assertEquals(
        List.of(new RunOptions.Bind("a", "/b/c", false), new RunOptions.Bind("d", "/e", true)),
        options.plain().places());
    assertEquals(
        List.of(new EnvChange.Set("K", "V=W"), new EnvChange.Pass("P")),
        options.plain().env().changes());
    assertEquals("/b", options.plain().cwd());
    assertTrue(options.dryRun());
    assertEquals(List.of("--map"), options.plain().command());
  }

  @Test
  void dashIsACommand() {
    assertEquals(List.of("-"), parse("-").plain().command());
  }

  @Test
  void missingWordsAreNamed() {
    assertRefused("no command");
    assertRefused("no command", "--");
    assertRefused("--rootfs has no value", "--rootfs");
    assertRefused("--map has no value", "--map");
    assertRefused("--map /etc has no DST", "--map", "/etc");
    assertRefused("-e has no value", "-e");
    assertRefused("empty word", "--", "");
  }

  @Test
  void mistypedOptionsGetTheNearest() {
    assertRefused("did you mean --rootfs?", "--rootsf", "/", "true");
    assertRefused("did you mean --dry-run?", "--dryrun", "true");
    assertRefused("no option --zzzzzzzz: see limpet run --help", "--zzzzzzzz", "true");
    assertRefused("no option -x", "-x", "true");
  }

  @Test
  void valueOfALongOptionMayStandBehindEquals() {
    assertEquals("/srv", parse("--rootfs=/srv", "true").plain().rootfs());
    assertEquals(
        List.of(new RunOptions.Bind("/a=b", "/c", false)),
        parse("--map=/a=b", "/c", "true").plain().places());
    assertRefused("--dry-run has no value", "--dry-run=yes", "true");
    assertRefused("no option -C=/", "-C=/", "true");
  }

  @Test
  void volumeIsWrittenAsForDocker() {
    assertEquals(
        List.of(
            new RunOptions.Bind("/a", "/b", true),
            new RunOptions.Bind("./c", "/d", false),
            new RunOptions.Bind("/e", "/e", true)),
        parse("-v", "/a:/b", "--volume", "./c:/d:ro", "-v", "/e", "true").plain().places());
    assertRefused("names a volume", "-v", "data:/b", "true");
    assertRefused("ends in rx", "-v", "/a:/b:rx", "true");
    assertRefused("relative path b", "-v", "/a:b", "true");
    assertRefused("relative path .", "-v", ".", "true");
  }

  @Test
  void tmpfsIsBoundedAndItsOptionsAreChecked() {
    assertEquals(
        List.of(
            new RunOptions.Tmpfs(
                "/x", List.of("nosuid", "nodev", "size=67108864", "nr_inodes=262144"))),
        parse("--tmpfs", "/x", "true").plain().places());
    RunOptions.Tmpfs both =
        new RunOptions.Tmpfs(
            "/x",
            List.of("nosuid", "nodev", "size=2097152", "noexec", "mode=700", "nr_inodes=262144"));
    assertEquals(
        List.of(both), parse("--tmpfs", "size=2M,noexec,mode=700", "/x", "true").plain().places());
    assertEquals(
        List.of(both), parse("--tmpfs", "/x:size=2m,noexec,mode=700", "true").plain().places());
    assertRefused("without bounds", "--tmpfs", "/x:size=0", "true");
    assertRefused("no size", "--tmpfs", "/x:size=ten", "true");
    assertRefused("has the option suid", "--tmpfs", "/x:suid", "true");
    assertRefused("mode=8", "--tmpfs", "/x:mode=8", "true");
    assertRefused("size=1 has no DST", "--tmpfs", "size=1");
  }

  @Test
  void limitsHaveUnits() {
    FullOptions options = parse("--nofile", "64", "--fsize", "3g", "--timeout", "1.5m", "true");
    RunOptions.Limits limits = options.plain().limits();
    assertEquals(Long.valueOf(64), limits.nofile());
    assertEquals(Long.valueOf(3L << 30), limits.fsize());
    assertEquals(Long.valueOf(90_000_000_000L), options.timeout());
    assertEquals(Long.valueOf(250_000_000L), parse("--timeout", "250ms", "true").timeout());
    assertEquals(Long.valueOf(10_000_000_000L), parse("--timeout", "10", "true").timeout());
    assertEquals(Long.valueOf(500_000_000L), parse("--timeout", ".5", "true").timeout());
    for (String wrong : List.of("0", "-1", "", "s", "1y", "1.", "99999999999h", "1.0000000001")) {
      assertRefused("no time above zero", "--timeout", wrong, "true");
    }
    for (String wrong : List.of("", "k", "-1", "1x", "99999999999g", "9999999999999999999999")) {
      assertRefused("no size", "--fsize", wrong, "true");
    }
    assertRefused("from 3 on", "--nofile", "2", "true");
  }

  @Test
  void guestMayTakeItselfForAnother() {
    assertEquals(new RunOptions.User(0, 0), parse("--map-root", "true").plain().user());
    assertEquals(new RunOptions.User(7, 8), parse("-u", "7:8", "true").plain().user());
    assertEquals(new RunOptions.User(-2, -2), parse("-u", "4294967294", "true").plain().user());
    assertRefused("no number of a user", "-u", "4294967295", "true");
    assertRefused("is no number", "-u", "me", "true");
    assertRefused("user 7 already", "-u", "7", "--map-root", "true");
  }

  @Test
  void openingsAreAskedForByName() {
    RunOptions closed = parse("true").plain();
    assertEquals(RunOptions.Network.NONE, closed.network());
    assertTrue(closed.filtered());
    assertFalse(closed.writableRoot());
    RunOptions open = parse("--net", "host", "--seccomp=none", "true").plain();
    assertEquals(RunOptions.Network.HOST, open.network());
    assertFalse(open.filtered());
    assertTrue(FullOptions.parse("build", List.of("true")).plain().writableRoot());
    assertRefused("none, host, user or ns:NAME", "--net", "bridge", "true");
    assertEquals("profile.json", parse("--seccomp", "profile.json", "true").seccomp());
    assertEquals(null, parse("--seccomp", "none", "true").seccomp());
    assertRefused("given twice", "--seccomp", "profile.json", "--seccomp", "none", "true");
    assertRefused("given twice", "--net", "host", "--net", "none", "true");
  }

  @Test
  void networkNamespaceIsNamedOrAPath() {
    assertEquals("/run/netns/lab", parse("--net", "ns:lab", "true").network().joined());
    assertEquals("/proc/7/ns/net", parse("--net=ns:/proc/7/ns/net", "true").network().joined());
    assertRefused("ns:NAME", "--net", "ns:", "true");
    assertRefused("ns:NAME", "--net", "ns:..", "true");
    assertRefused("ns:NAME", "--net", "ns:a/b", "true");
    assertRefused("given twice", "--net", "ns:a", "--net", "none", "true");
    assertRefused("given twice", "--net", "host", "--net", "ns:a", "true");
  }

  @Test
  void overlayWithNothingBehindTheSignIsRefused() {
    assertRefused("--overlay= has no value", "--overlay=", "true");
    assertRefused("--stats= has no value", "--stats=", "true");
    assertRefused("without bounds", "--overlay-size", "0", "true");
  }

  @Test
  void networkOfTheUserIsTheBoxsOwn() {
    FullOptions options = parse("--net", "user", "true");
    assertEquals(true, options.network().user());
    assertEquals(null, options.network().joined());
    assertEquals(false, parse("true").network().user());
    assertRefused("given twice", "--net", "user", "--net", "host", "true");
    assertRefused("none, host, user or ns:NAME", "--net", "users", "true");
  }

  @Test
  void portsAddUpAndRestrictOnlyTheirKind() {
    NetworkOptions options = parse("--connect-tcp", "443", "--connect-tcp", "0", "true").network();
    assertEquals(List.of(443, 0), options.connectTcp());
    assertNull(options.bindTcp());
    assertEquals(List.of(65535), parse("--bind-tcp=65535", "true").network().bindTcp());
    assertRefused("no port", "--bind-tcp", "65536", "true");
    assertRefused("is no number", "--connect-tcp", "https", "true");
  }

  @Test
  void optionsOfOneValueAreGivenOnce() {
    assertRefused("--rootfs is given twice", "--rootfs", "/a", "--rootfs", "/b", "true");
    assertRefused("-C is given twice", "-C", "/a", "-C", "/b", "true");
  }

  @Test
  void pathsThatCannotBeAreRefused() {
    assertRefused("empty path", "--rootfs", "", "true");
    assertRefused("empty path", "--map", "", "/mnt", "true");
    assertRefused("empty path", "--map", "/etc", "", "true");
    assertRefused("relative path mnt", "--map", "/etc", "mnt", "true");
    assertRefused("relative path x", "-C", "x", "true");
    assertRefused("..", "--vol", "/etc", "/a/../b", "true");
    assertRefused("5000 bytes", "--vol", "x".repeat(5000), "/b", "true");
  }

  @Test
  void placesOfTheBoxItselfAreNotReplaced() {
    assertRefused("--rootfs DIR", "--vol", "/", "/", "true");
    assertRefused("--rootfs DIR", "--vol", "/", "//.", "true");
    assertRefused("/proc is the kernel's", "--map", "/etc", "/proc/1/x", "true");
    assertRefused("/dev is the box's own", "--map", "/etc", "/dev", "true");
    assertRefused("/dev is the box's own", "--map", "/etc", "/dev/shm", "true");
    assertRefused("/dev is the box's own", "--map", "/etc", "/dev/null", "true");
    assertEquals(1, parse("--map", "/etc", "/dev/shm/x", "true").plain().places().size());
    assertEquals(1, parse("--map", "/etc", "/devices", "true").plain().places().size());
  }

  @Test
  void twoSourcesForOneDestinationAreRefused() {
    assertRefused(
        "/a and /b are both put on /mnt", "--map", "/a", "/mnt", "--vol", "/b", "/mnt/", "true");
  }

  @Test
  void variablesHaveNames() {
    assertRefused("=x", "-e", "=x", "true");
    assertRefused("no name", "-e", "", "true");
  }

  @Test
  void helpIsAskedForAmongTheOptionsOnly() {
    assertTrue(FullSettings.wantsHelp(List.of("--help")));
    assertTrue(FullSettings.wantsHelp(List.of("--dry-run", "-h", "x")));
    assertTrue(FullSettings.wantsHelp(List.of("-e", "A=b", "--map", "/a", "/b", "--help")));
    assertTrue(FullSettings.wantsHelp(List.of("--net=none", "--nonsense", "--help")));
    assertFalse(FullSettings.wantsHelp(List.of("-e", "--help")));
    assertFalse(FullSettings.wantsHelp(List.of("--map", "/a")));
    assertFalse(FullSettings.wantsHelp(List.of("ls", "--help")));
    assertFalse(FullSettings.wantsHelp(List.of("--", "--help")));
    assertFalse(FullSettings.wantsHelp(List.of()));
  }

  @Test
  void printedOptionsAreReadAsThemselves() {
    FullOptions options =
        parse(
            "--vol",
            "a b",
            "/c",
            "--map",
            "x",
            "/y",
            "--tmpfs",
            "/z:ro",
            "-C",
            "/",
            "-e",
            "A=",
            "-E",
            "B",
            "--clear-env",
            "--env-file",
            "f",
            "--hostname",
            "h",
            "--map-root",
            "--net=host",
            "--seccomp=none",
            "--nofile=9",
            "--fsize=1k",
            "--timeout=1.000000001s",
            "--stats=json",
            "--dry-run",
            "--",
            "-");
    assertEquals(options, FullOptions.parse("run", RunWords.of(options)));
    FullOptions profile = parse("--seccomp", "./none", "true");
    assertEquals(profile, FullOptions.parse("run", RunWords.of(profile)));
  }
}
