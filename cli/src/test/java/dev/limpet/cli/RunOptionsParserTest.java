package dev.limpet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunOptionsParserTest {
  private static RunOptions parse(String... words) {
    return RunOptionsParser.parse(List.of(words));
  }

  private static void assertRefused(String mentions, String... words) {
    UsageException e = assertThrows(UsageException.class, () -> parse(words));
    String said = String.valueOf(e.getMessage());
    assertTrue(said.contains(mentions), said);
    assertFalse(said.contains("\n"), said);
  }

  @Test
  void commandAloneIsEnough() {
    RunOptions options = parse("echo", "-e", "--help");
    assertEquals(List.of("echo", "-e", "--help"), options.command());
    assertEquals("/", options.rootfs());
    assertEquals(List.of(), options.binds());
    assertNull(options.cwd());
    assertFalse(options.dryRun());
  }

  @Test
  void everyOptionIsRead() {
    RunOptions options =
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
    assertEquals("/srv/x", options.rootfs());
    assertEquals(
        List.of(new RunOptions.Bind("a", "/b/c", false), new RunOptions.Bind("d", "/e", true)),
        options.binds());
    assertEquals(List.of("K=V=W", "P"), options.env());
    assertEquals("/b", options.cwd());
    assertTrue(options.dryRun());
    assertEquals(List.of("--map"), options.command());
  }

  @Test
  void dashIsACommand() {
    assertEquals(List.of("-"), parse("-").command());
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
    assertRefused("without =", "--rootfs=/", "true");
    assertRefused("no option --zzzzzzzz ", "--zzzzzzzz", "true");
    assertRefused("no option -x", "-x", "true");
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
    assertRefused("5000 characters", "--vol", "x".repeat(5000), "/b", "true");
  }

  @Test
  void placesOfTheBoxItselfAreNotReplaced() {
    assertRefused("--rootfs DIR", "--vol", "/", "/", "true");
    assertRefused("--rootfs DIR", "--vol", "/", "//.", "true");
    assertRefused("/proc is the kernel's", "--map", "/etc", "/proc/1/x", "true");
    assertRefused("/dev is the box's own", "--map", "/etc", "/dev", "true");
    assertRefused("/dev is the box's own", "--map", "/etc", "/dev/shm", "true");
    assertRefused("/dev is the box's own", "--map", "/etc", "/dev/null", "true");
    assertEquals(1, parse("--map", "/etc", "/dev/shm/x", "true").binds().size());
    assertEquals(1, parse("--map", "/etc", "/devices", "true").binds().size());
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
    assertTrue(RunOptionsParser.wantsHelp(List.of("--help")));
    assertTrue(RunOptionsParser.wantsHelp(List.of("--dry-run", "-h", "x")));
    assertFalse(RunOptionsParser.wantsHelp(List.of("ls", "--help")));
    assertFalse(RunOptionsParser.wantsHelp(List.of("--", "--help")));
    assertFalse(RunOptionsParser.wantsHelp(List.of()));
  }

  @Test
  void printedOptionsAreReadAsThemselves() {
    RunOptions options =
        parse(
            "--vol",
            "a b",
            "/c",
            "--map",
            "x",
            "/y",
            "-C",
            "/",
            "-e",
            "A=",
            "--dry-run",
            "--",
            "-");
    assertEquals(options, RunOptionsParser.parse(options.toWords()));
  }
}
