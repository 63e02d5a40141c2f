package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code --init}: a pid 1 of limpet's beside the guest. */
@ParameterizedClass
@EnumSource(Caller.class)
record InitIT(Caller caller) {
  private Outcome sh(String script) {
    return limpet(caller, "run", "--init", "--", "sh", "-c", script);
  }

  @Test
  void guestIsAnOrdinaryProcessBesideTheInit() {
    assertEquals("2", sh("echo $$").line());
    assertEquals("1", sh("echo $PPID").line());
    assertEquals(42, sh("exit 42").exit());
  }

  @Test
  void signalsFromInsideHaveTheirDefaultActions() {
    assertEquals(128 + 6, sh("kill -ABRT $$").exit());
    assertEquals(128 + 13, sh("kill -PIPE $$").exit());
    assertEquals(128 + 9, sh("kill -KILL $$").exit());
  }

  @Test
  void orphansAreReaped() {
    String script =
        "sh -c 'sh -c \"exit 0\" & exec sleep 0.01' & wait; sleep 0.2;"
            + " grep -l '^State:.Z' /proc/[0-9]*/status | wc -l";
    assertEquals("0", sh(script).line());
  }

  @Test
  void boxEndsWithTheGuestAndItsBackgroundProcesses() throws InterruptedException {
    String mark = "limpet-mark-" + System.nanoTime();
    assertEquals(0, sh("sh -c 'sleep 1000; : " + mark + "' & exit 0").exit());
    assertTrue(Processes.awaitGone(mark));
  }

  @Test
  void initsMemoryAndDescriptorsAreClosed() {
    for (String file : new String[] {"mem", "maps", "environ", "fd/0", "exe", "root/", "cwd/"}) {
      assertNotEquals(0, sh("head -c1 /proc/1/" + file).exit(), file);
      assertNotEquals(
          0,
          sh("ls -l /proc/1/" + file + " > /tmp/x && test -s /tmp/x" + " && cat /proc/1/" + file)
              .exit(),
          file);
    }
    // ptrace(PTRACE_SEIZE) and process_vm_readv of pid 1, without a filter in the way.
    String attack =
        "my $x = (POSIX::uname())[4] eq 'x86_64'; my ($trace, $read) = $x ? (101, 310) : (117, 270);"
            + " my $buffer = 'x' x 8; my $io = pack('P Q', $buffer, 8);"
            + " exit 1 if syscall($trace, 0x4206, 1, 0, 0) != -1;"
            + " exit 2 if syscall($read, 1, $io, 1, $io, 1, 0) != -1; exit 0";
    for (String filter : new String[] {"default", "none"}) {
      Outcome outcome =
          limpet(
              caller, "run", "--init", "--seccomp", filter, "--", "perl", "-MPOSIX", "-e", attack);
      assertEquals(0, outcome.exit(), filter + ": " + outcome.err());
    }
  }

  @Test
  void guestCannotEndTheInit() {
    assertEquals("still here", sh("kill -9 1; kill -STOP 1; kill -TERM 1; echo still here").line());
  }
}
