package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Boxes within boxes. */
@ParameterizedClass
@EnumSource(Caller.class)
record NestIT(Caller caller) {
  private Outcome nested(int depth, String... last) {
    return limpet(caller, Nest.words(depth, last));
  }

  @Test
  void boxWithinABoxIsLikeOneOutside() {
    String look =
        "id -u; ls -d / /usr/bin /tmp; ls -A /tmp /sys; echo x > /tmp/x && cat /tmp/x; echo $$";
    String outside = limpet(caller, "run", "--", "sh", "-c", look).out();
    for (int depth : new int[] {2, 3, 5}) {
      Outcome inside = nested(depth, "run", "--", "sh", "-c", look);
      assertEquals(outside, inside.out(), depth + ": " + inside.err());
    }
  }

  @Test
  void innerBoxHasTheWholeRootOfTheOuterOne() {
    String look = "ls /run /var /home 2>/dev/null | grep -v limpet | md5sum";
    String one = limpet(caller, "run", "--nest", "--", "sh", "-c", look).line();
    assertEquals(one, nested(2, "run", "--nest", "--", "sh", "-c", look).line());
    assertEquals(one, nested(6, "run", "--nest", "--", "sh", "-c", look).line());
  }

  @Test
  void whatTheOuterBoxMapsTheInnerOneDoesNotSee() {
    Outcome outcome =
        limpet(
            caller,
            "run",
            "--nest",
            "--map",
            "/etc",
            "/mnt",
            "--",
            Limpet.binary().toString(),
            "run",
            "--",
            "ls",
            "-A",
            "/mnt");
    assertEquals("", outcome.out(), outcome.err());
    assertEquals(0, outcome.exit());
  }

  @Test
  void withoutTheOptionNothingIsNested() {
    String binary = Limpet.binary().toString();
    assertEquals(125, limpet(caller, "run", "--", binary, "run", "--", "true").exit());
    assertEquals(
        125, nested(2, "run", "--", binary, "run", "--", "true").exit(), "closed again inside");
  }

  @Test
  void overlaysNestTwice() {
    String binary = Limpet.binary().toString();
    String[] words = {
      "run", "--overlay", "--nest", "--", binary, "run", "--overlay", "--", "touch", "/var/tmp/x"
    };
    Outcome outcome = limpet(caller, words);
    assertEquals(0, outcome.exit(), outcome.err());
  }

  @Test
  void wholeProcIsOutOfReach() {
    // The box keeps one of which nothing is hidden, under its /dev. Neither path nor unmounting
    // nor moving leads there, in the box or in namespaces that the guest makes.
    String attack =
        "for d in /dev/limpet-nest /tmp/a/limpet-nest /tmp/b/dev/limpet-nest; do"
            + " test -e $d && echo reached $d; done;";
    String lift =
        "mkdir -p /tmp/a /tmp/b; umount /dev; umount -l /dev; umount -f /dev; umount -R /dev;"
            + " mount --move /dev /tmp/a; mount --bind /dev /tmp/a; mount --rbind / /tmp/b;"
            + " umount /tmp/b/dev; umount -l /tmp/b/dev; umount -R /tmp/b/dev;"
            + " mount --make-rprivate /; umount -l /dev; mount -o remount,bind,rw /dev;";
    for (String inside : new String[] {"", "unshare -Urm ", "unshare -Urmpf "}) {
      String script = inside + "sh -c '{ " + lift + " } 2>/dev/null; " + attack + " echo done'";
      Outcome outcome = limpet(caller, "run", "--nest", "--", "sh", "-c", script);
      assertEquals("done", outcome.line(), inside + outcome.err());
    }
  }

  @Test
  void hostsFilesStayOutOfReachOfNamespacesInTheBox() {
    String lift =
        "unshare -Urm sh -c '{ mount -o remount,rw /; mount -o remount,bind,rw /usr;"
            + " mount --bind -o rw /usr /mnt; umount -l /; umount -l /proc; umount -l /tmp;"
            + " touch /usr/limpet-was-here /mnt/limpet-was-here; } 2>/dev/null; ls -A /sys; true'";
    Outcome outcome = limpet(caller, "run", "--nest", "--", "sh", "-c", lift);
    assertEquals("", outcome.out(), outcome.err());
    assertEquals(0, outcome.exit());
    assertNotEquals(0, Limpet.host("test", "-e", "/usr/limpet-was-here").exit());
  }

  @Test
  void innerBoxDiesWithTheOuterLauncher() throws Exception {
    String mark = "limpet-mark-" + System.nanoTime();
    Process outer =
        Limpet.start(
            caller, Nest.words(3, "run", "--", "sh", "-c", "echo r; exec sleep 1000 # " + mark));
    assertEquals('r', outer.getInputStream().read());
    outer.destroyForcibly().waitFor();
    assertTrue(Processes.awaitGone(mark));
  }

  @Test
  void tooManyLevelsAreExplained() {
    Outcome outcome = nested(40, "run", "--", "true");
    assertEquals(125, outcome.exit());
    assertTrue(outcome.err().contains("too many within each other"), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }

  @Test
  void initTakesOneLevelOnly() {
    Outcome outcome = limpet(caller, Nest.nested(20, "--nest --init", "run", "--init", "true"));
    assertEquals(0, outcome.exit(), outcome.err());
  }
}
