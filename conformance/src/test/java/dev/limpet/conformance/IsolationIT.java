package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Namespaces, privileges and descriptors of a box. */
@ParameterizedClass
@EnumSource(Caller.class)
record IsolationIT(Caller caller) {
  private Outcome sh(String script) {
    return limpet(caller, "run", "--", "sh", "-c", script);
  }

  private String status(String field) {
    Outcome outcome = sh("sed -n 's/^" + field + ":[\\t ]*//p' /proc/self/status");
    assertEquals(0, outcome.exit(), outcome.err());
    return outcome.line();
  }

  /** Linux 6.3: before, a time namespace would keep pid 1 of the box from making threads. */
  private static boolean hasTimeOfItsOwn() {
    String[] version = System.getProperty("os.version").split("[^0-9]+");
    int major = Integer.parseInt(version[0]);
    return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 3);
  }

  @Test
  void everyNamespaceIsNew() throws IOException {
    for (String namespace : List.of("user", "mnt", "pid", "net", "ipc", "uts", "cgroup", "time")) {
      String outside = Files.readSymbolicLink(Path.of("/proc/self/ns", namespace)).toString();
      String inside = sh("readlink /proc/self/ns/" + namespace).line();
      assertTrue(inside.startsWith(namespace + ":["), inside);
      boolean shared = namespace.equals("time") && !hasTimeOfItsOwn();
      assertEquals(shared, outside.equals(inside), namespace);
    }
  }

  @Test
  void guestIsPidOneAndSeesOnlyTheBox() {
    assertEquals("1", sh("echo $$").line());
    assertEquals(
        "1",
        limpet(caller, "run", "--", "sh", "-c", "ls -d /proc/[0-9]* | grep -cv '/proc/[^1]'")
            .line());
  }

  @Test
  void userIsMappedToItself() {
    String expected =
        caller == Caller.ORDINARY_USER
            ? "54321"
            : System.getProperty("user.name").equals("root") ? "0" : Limpet.host("id", "-u").line();
    assertEquals(expected, limpet(caller, "run", "--", "id", "-u").line());
    assertTrue(
        sh("cat /proc/self/uid_map")
            .line()
            .matches("\\s*" + expected + "\\s+" + expected + "\\s+1"));
    assertEquals("deny", sh("cat /proc/self/setgroups").line());
  }

  @Test
  void noCapabilityIsHeldOrCanBeGained() {
    for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
      assertEquals("0000000000000000", status(set), set);
    }
    assertEquals("1", status("NoNewPrivs"));
  }

  @Test
  void seccompFilterIsOn() {
    assertEquals("2", status("Seccomp"));
    assertNotEquals(0, sh("unshare -Ur true").exit());
    assertNotEquals(0, sh("mount -t tmpfs none /tmp").exit());
  }

  @Test
  void descriptorsDoNotLeakIn() throws IOException {
    Path secret = Scratch.directory("leak").resolve("secret");
    Files.writeString(secret, "s3cret");
    List<String> command =
        Limpet.command(caller, "run", "--", "sh", "-c", "ls /proc/self/fd | tr '\\n' ' '");
    Outcome outcome =
        Limpet.host("sh", "-c", "exec 7<" + secret + " 9<&7; exec " + Shell.quote(command));
    assertEquals("0 1 2 3", outcome.line(), outcome.err());
  }

  @Test
  void closedStandardStreamsStayHarmless() {
    List<String> command = Limpet.command(caller, "run", "--", "sh", "-c", "exit 5");
    assertEquals(5, Limpet.host("sh", "-c", Shell.quote(command) + " <&- >&- 2>&-").exit());
  }

  @Test
  void loopbackIsUpAndNothingElseIsThere() {
    assertEquals(
        "lo", sh("tail -n +3 /proc/net/dev | sed 's/ *\\([^:]*\\):.*/\\1/' | tr '\\n' ' '").line());
    assertTrue(
        sh("busybox ping -c1 127.0.0.1 >/dev/null 2>&1; cat /proc/net/fib_trie")
            .out()
            .contains("127.0.0.1"));
  }

  @Test
  void hostnameCanNotBeChanged() {
    assertNotEquals(0, sh("hostname other").exit());
  }

  @Test
  void setuidProgramsGainNothing() {
    assertFalse(
        sh("find / -xdev -perm -4000 -name su -exec {} -c true \\; 2>&1 | grep -v ^find:")
            .out()
            .contains("root"));
    assertTrue(sh("grep ' / / ' /proc/self/mountinfo").line().contains("nosuid"));
  }

  /** keyctl(2) is open with this filter; a keyring belongs to no namespace. */
  @Test
  void keysOfTheCallersSessionStayOutside() {
    String names = "my ($t, $n, $s) = ('user', 'limpet-key', 'secret');";
    String make = names + "syscall(250, 1, 0); syscall(248, $t, $n, $s, 6, -3) > 0 or die $!;";
    String search = names + "print syscall(250, 10, -3, $t, $n, 0) > 0 ? 'found' : 'none'";
    List<String> command = new ArrayList<>(caller.prefix());
    command.addAll(List.of("perl", "-e", make + "system(@ARGV)"));
    List<String> outside = new ArrayList<>(command);
    outside.addAll(List.of("perl", "-e", search));
    assertEquals("found", Limpet.host(outside.toArray(String[]::new)).line());
    command.add(Limpet.binary().toString());
    command.addAll(List.of("run", "--seccomp", "none", "--", "perl", "-e", search));
    Outcome inside = Limpet.host(command.toArray(String[]::new));
    assertEquals("none", inside.line(), inside.err());
  }
}
