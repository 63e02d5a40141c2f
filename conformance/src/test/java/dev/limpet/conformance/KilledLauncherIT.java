package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Starts whose launcher is killed at random moments leave nothing. How many is up to the property
 * {@code limpet.kills}: 500 for each caller unless it says otherwise.
 */
@ParameterizedClass
@EnumSource(Caller.class)
record KilledLauncherIT(Caller caller) {
  private static final int KILLS = Integer.getInteger("limpet.kills", 500);

  /**
   * Arguments: how many, a seed, the mark, the directory of changes, the binary. Begins as root of
   * a user namespace without limits. At the end it lowers that namespace's limits to what one box
   * needs: as long as anything is left of another one, no box starts any more.
   */
  private static final String PERL =
      """
      use strict; use Time::HiRes 'sleep';
      my ($count, $seed, $mark, $dir, $limpet) = @ARGV; srand($seed);
      my @guest = ('sh', '-c', "sleep 1000; : $mark");
      my @options = ([], ['--init'], ['-t'], ['--overlay'], ["--overlay=$dir/kept"], ['--tmpfs', '/mnt'],
          ['--nest'], ['--stats'], ['--timeout', '100'], ['--net', 'host'],
          ['--map', '/etc', '/mnt'], @{eval($ENV{LIMPET_MORE} // '[]')});
      my $running = 0;
      for my $i (1 .. $count) {
        my @run = ($limpet, 'run', @{$options[$i % @options]}, '--', @guest);
        my $pid = fork;
        if (!$pid) { open(STDERR, '>', '/dev/null'); exec @run; exit 99 }
        sleep(rand(0.006));
        $running++ if kill('KILL', $pid) && waitpid($pid, 0) && ($? & 127) == 9;
      }
      my %need = (user => 1, mnt => 1, pid => 2, net => 1, ipc => 1, uts => 1, cgroup => 1, time => 1);
      for my $kind (keys %need) {
        open(my $limit, '>', "/proc/sys/user/max_${kind}_namespaces") or die "$kind: $!";
        print $limit $need{$kind}; close($limit) or die "$kind: $!";
      }
      for my $try (1 .. 100) {
        if (system($limpet, 'run', '--', 'true') == 0) { print "$running killed\\n"; exit 0 }
        sleep 0.2;
      }
      print "namespaces are left\\n"; exit 1;
      """;

  @Test
  void nothingIsLeftOfThem() throws Exception {
    Path directory = Scratch.directory("kills");
    Path script = Files.writeString(directory.resolve("kills.pl"), PERL);
    String mark = "limpet-mark-" + System.nanoTime();
    String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
    List<String> groups = controlGroups();
    List<String> command = new ArrayList<>(caller.prefix());
    command.addAll(List.of("unshare", "-U", "--map-root-user", "perl", script.toString()));
    command.addAll(List.of(String.valueOf(KILLS), "7", mark, directory.toString()));
    command.add(Limpet.binary().toString());
    Process killer = new ProcessBuilder(command).redirectErrorStream(true).start();
    killer.getOutputStream().close();
    String said =
        new String(killer.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, killer.waitFor(), said);
    // Most of them were running: else this shows nothing.
    int killed = Integer.parseInt(said.substring(said.lastIndexOf('\n') + 1).split(" ")[0]);
    assertTrue(killed > KILLS / 2, said);
    assertTrue(Processes.awaitGone(mark));
    assertEquals(mounts, Files.readString(Path.of("/proc/self/mountinfo")));
    assertEquals(groups, controlGroups());
    assertEquals(List.of("kept", "kills.pl"), names(directory));
    // Nobody has written anything but what an overlay's directory holds.
    assertEquals(List.of("upper", "work"), names(directory.resolve("kept")));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** Control groups that are called after limpet. */
  private static List<String> controlGroups() {
    String find = "find /sys/fs/cgroup -type d -name '*limpet*' 2>/dev/null | sort; true";
    return Limpet.host("sh", "-c", find).out().lines().toList();
  }
}
