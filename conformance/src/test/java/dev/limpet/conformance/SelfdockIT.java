package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What selfdock's own tests ask for, case by case. */
@ParameterizedClass
@EnumSource(Caller.class)
record SelfdockIT(Caller caller) {
  private Outcome sh(String script) {
    return limpet(caller, "run", "--", "sh", "-c", script);
  }

  private Outcome at(int depth, String script) {
    return limpet(caller, Nest.words(depth, "run", "--", "sh", "-c", script));
  }

  private int run(String... command) {
    String[] words = new String[command.length + 2];
    words[0] = "run";
    words[1] = "--";
    System.arraycopy(command, 0, words, 2, command.length);
    return limpet(caller, words).exit();
  }

  @Test
  void exitCodeIsTheTargets() {
    assertEquals(42, run("sh", "-c", "exit 42"));
  }

  @Test
  void executingTheRootGives126() {
    assertEquals(126, run("/"));
  }

  @Test
  void executingProcMountsGives126() {
    assertEquals(126, run("/proc/mounts"));
  }

  @Test
  void executingDevNullGives126() {
    assertEquals(126, run("/dev/null"));
  }

  @Test
  void executingWhatIsNotThereGives127() {
    assertEquals(127, run("/1"));
  }

  @Test
  void emptyPathFindsNothing() {
    assertEquals(127, limpet(caller, "run", "-e", "PATH=", "--", "true").exit());
    assertEquals(127, run("env", "PATH=", "true"));
  }

  @Test
  void psShowsOnlyTheBox() {
    assertEquals("sh\nps", sh("ps -a -x -o comm=; true").line());
  }

  @Test
  void numberOfMountsInANestedBoxIsConstant() {
    String count = "wc -l < /proc/self/mountinfo";
    String two = limpet(caller, Nest.words(2, "run", "--nest", "--", "sh", "-c", count)).line();
    assertEquals(two, limpet(caller, "run", "--nest", "--", "sh", "-c", count).line());
    assertTrue(two.matches("[0-9]+"), two);
    for (int depth : new int[] {3, 4, 8, 16}) {
      assertEquals(
          two,
          limpet(caller, Nest.words(depth, "run", "--nest", "--", "sh", "-c", count)).line(),
          "depth " + depth);
    }
    String plain = at(2, count).line();
    for (int depth : new int[] {3, 4, 8, 16}) {
      assertEquals(plain, at(depth, count).line(), "depth " + depth);
    }
  }

  @Test
  void writeToThePrivateTmpIsNotSeenOutside() {
    String name = "/tmp/limpet-selfdock-" + System.nanoTime();
    assertEquals(0, sh("echo x > " + name + " && test -s " + name).exit());
    assertFalse(Files.exists(Path.of(name)));
  }

  @Test
  void writeThroughVolTmpPersists() throws IOException {
    Path name = Path.of("/tmp/limpet-selfdock-" + System.nanoTime());
    Outcome outcome = limpet(caller, "run", "-v", "/tmp", "--", "sh", "-c", "echo in > " + name);
    assertEquals(0, outcome.exit(), outcome.err());
    assertEquals("in\n", Files.readString(name));
    Files.delete(name);
  }

  @Test
  void mapTmpSeesWhatIsOutside() throws IOException {
    Path name = Path.of("/tmp/limpet-selfdock-" + System.nanoTime());
    Files.writeString(name, "out\n");
    Outcome outcome = limpet(caller, "run", "--map", "/tmp", "/tmp", "--", "cat", name.toString());
    assertEquals("out", outcome.line(), outcome.err());
    Files.delete(name);
  }

  @Test
  void nestSixteenDeepRuns() {
    Outcome outcome = at(16, "exit 42");
    assertEquals(42, outcome.exit(), outcome.err());
  }

  private void assertCannotCopyOnto(String place, int depth) {
    Outcome outcome = at(depth, "cp /bin/true " + place);
    assertEquals(1, outcome.exit(), outcome.err());
    assertTrue(outcome.err().contains("cp: "), outcome.err());
    assertTrue(outcome.err().contains("Read-only file system"), outcome.err());
  }

  @Test
  void cpOntoTheRootFailsAtDepth1() {
    assertCannotCopyOnto("/", 1);
  }

  @Test
  void cpOntoTheRootFailsAtDepth4() {
    assertCannotCopyOnto("/", 4);
  }

  @Test
  void cpOntoTheRootFailsAtDepth16() {
    assertCannotCopyOnto("/", 16);
  }

  @Test
  void cpOntoDevFailsAtDepth1() {
    assertCannotCopyOnto("/dev/", 1);
  }

  @Test
  void cpOntoDevFailsAtDepth4() {
    assertCannotCopyOnto("/dev/", 4);
  }

  @Test
  void cpOntoDevFailsAtDepth16() {
    assertCannotCopyOnto("/dev/", 16);
  }

  private void assertDevNullWorks(int depth) {
    Outcome outcome = at(depth, "echo x > /dev/null && test -z \"$(cat /dev/null)\" && echo ok");
    assertEquals("ok", outcome.line(), outcome.err());
  }

  @Test
  void devNullWorksAtDepth1() {
    assertDevNullWorks(1);
  }

  @Test
  void devNullWorksAtDepth4() {
    assertDevNullWorks(4);
  }

  @Test
  void devNullWorksAtDepth16() {
    assertDevNullWorks(16);
  }

  /** Runs verbs within each other; returns whether the innermost could write to the root. */
  private boolean writes(String... verbs) throws IOException {
    Path file = Scratch.directory("written").resolve("file");
    String[] words = new String[(verbs.length - 1) * 4 + 4];
    int at = 0;
    for (int i = 0; i < verbs.length - 1; i++) {
      words[at++] = verbs[i];
      words[at++] = "--nest";
      words[at++] = "--";
      words[at++] = Limpet.binary().toString();
    }
    words[at++] = verbs[verbs.length - 1];
    words[at++] = "--";
    words[at++] = "touch";
    words[at] = file.toString();
    Outcome outcome = limpet(caller, words);
    assertEquals(outcome.exit() == 0, Files.exists(file), outcome.err());
    if (outcome.exit() != 0) {
      assertTrue(outcome.err().contains("Read-only file system"), outcome.err());
    }
    return outcome.exit() == 0;
  }

  @Test
  void buildIsWritable() throws IOException {
    assertTrue(writes("build"));
    assertTrue(writes("build", "build"));
  }

  @Test
  void runIsReadOnly() throws IOException {
    assertFalse(writes("run"));
  }

  @Test
  void buildRunIsReadOnly() throws IOException {
    assertFalse(writes("build", "run"));
  }

  @Test
  void runBuildIsReadOnly() throws IOException {
    assertFalse(writes("run", "build"));
    assertFalse(writes("build", "run", "build"));
  }

  @Test
  void tmpIsWritable() {
    assertEquals(0, sh("echo x > /tmp/x && test -s /tmp/x").exit());
  }

  /** Runs busybox in a root whose /usr all may write to. */
  private Outcome usr(String option) throws IOException {
    Path root = BoxRoot.create();
    Path usr = Files.createDirectory(root.resolve("usr"));
    assertEquals(0, Limpet.host("chmod", "777", usr.toString()).exit());
    String[] plain = {"run", "--rootfs", root.toString(), "--", "sh", "-c", ": > /usr/x"};
    String[] with = {
      "run",
      "--rootfs",
      root.toString(),
      option,
      usr.toString(),
      "/usr",
      "--",
      "sh",
      "-c",
      ": > /usr/x"
    };
    return limpet(caller, option.isEmpty() ? plain : with);
  }

  @Test
  void usrIsNotWritable() throws IOException {
    assertTrue(usr("").err().contains("Read-only file system"));
  }

  @Test
  void mapUsrIsNotWritable() throws IOException {
    assertTrue(usr("--map").err().contains("Read-only file system"));
  }

  @Test
  void volUsrIsWritable() throws IOException {
    Outcome outcome = usr("--vol");
    assertEquals(0, outcome.exit(), outcome.err());
  }

  private static final String SIZE = "df -k --output=size ";

  @Test
  void tmpfsHasTheSizeThatWasAsked() {
    String[][] forms = {{"/mnt:size=3m"}, {"size=3m,noexec", "/mnt"}};
    for (String[] form : forms) {
      String[] words = new String[form.length + 6];
      words[0] = "run";
      words[1] = "--tmpfs";
      System.arraycopy(form, 0, words, 2, form.length);
      String[] command = {"--", "sh", "-c", SIZE + "/mnt | tail -1"};
      System.arraycopy(command, 0, words, 2 + form.length, 4);
      assertEquals("3072", limpet(caller, words).line());
    }
  }

  @Test
  void tmpHasTheSizeThatTheHelpStates() {
    assertEquals("262144", sh(SIZE + "/tmp | tail -1").line());
  }
}
