package dev.limpet.oci.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.oci.Resources.DeviceRule;
import dev.limpet.formats.runtimespec.ResourcesReader;
import dev.limpet.linux.FakeKernel;
import dev.limpet.sandbox.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which devices a container may use, in both versions. */
class DevicesTest {
  private static final int BLOCK = 1;
  private static final int CHARACTER = 2;
  private static final int MAKE = 1;
  private static final int READ = 2;
  private static final int WRITE = 4;

  private final FakeKernel root = FakeKernel.asRoot();

  private FakeKernel ofTheMachine() {
    return root.file("/proc/self/uid_map", 0444, "         0          0 4294967295\n");
  }

  private static Resources rules(String rules) {
    return ResourcesReader.read("{\"devices\":[" + rules.replace('\'', '"') + "]}");
  }

  private static long[] program(String rules) {
    return DeviceProgram.of(DeviceRules.around(rules(rules).devices()));
  }

  private static ContainerCgroup configured(FakeKernel kernel, String rules) {
    Cgroups cgroups = new Cgroups(kernel);
    ContainerCgroup made = cgroups.make(cgroups.plan("/c1", "c1"));
    cgroups.configure(made, rules(rules));
    return made;
  }

  @Test
  void specificationsDevicesCanBeUsedAndNoOthers() {
    long[] program = program("{'allow':false}");
    assertTrue(DeviceInterpreter.allows(program, CHARACTER, READ | WRITE, 1, 3));
    assertTrue(DeviceInterpreter.allows(program, CHARACTER, READ | WRITE, 136, 7));
    assertTrue(DeviceInterpreter.allows(program, CHARACTER, MAKE, 10, 229));
    assertFalse(DeviceInterpreter.allows(program, CHARACTER, READ, 10, 229));
    assertFalse(DeviceInterpreter.allows(program, BLOCK, READ, 1, 3));
    assertFalse(DeviceInterpreter.allows(program, BLOCK, READ, 8, 0));
    assertFalse(DeviceInterpreter.allows(program, CHARACTER, READ, 1, 1));
  }

  @Test
  void laterRuleCountsMore() {
    String open = "{'allow':true},{'allow':false,'type':'b','major':8,'access':'w'}";
    long[] program = program(open);
    assertTrue(DeviceInterpreter.allows(program, BLOCK, READ, 8, 1));
    assertFalse(DeviceInterpreter.allows(program, BLOCK, WRITE, 8, 1));
    assertFalse(DeviceInterpreter.allows(program, BLOCK, READ | WRITE, 8, 1));
    assertTrue(DeviceInterpreter.allows(program, BLOCK, READ | WRITE, 9, 1));
    long[] closed = program(open + ",{'allow':false}");
    assertFalse(DeviceInterpreter.allows(closed, BLOCK, READ, 8, 1));
    assertTrue(closed.length < program.length);
    long[] narrow =
        program(
            "{'allow':true,'type':'c','major':10},{'allow':false,'type':'c','major':10,"
                + "'minor':200}");
    assertTrue(DeviceInterpreter.allows(narrow, CHARACTER, READ, 10, 229));
    assertFalse(DeviceInterpreter.allows(narrow, CHARACTER, READ, 10, 200));
  }

  @Test
  void rulesForPartsOfAnAccessAddUp() {
    long[] program =
        program(
            "{'allow':true,'type':'b','major':8,'minor':0,'access':'r'},"
                + "{'allow':true,'type':'b','major':8,'access':'w'}");
    assertTrue(DeviceInterpreter.allows(program, BLOCK, READ | WRITE, 8, 0));
    assertFalse(DeviceInterpreter.allows(program, BLOCK, READ | WRITE, 8, 1));
    assertTrue(DeviceInterpreter.allows(program, BLOCK, WRITE, 8, 1));
  }

  /** Against the rules read one by one, for every access to some devices. */
  @Test
  void programSaysWhatTheRulesSay() {
    String[] parts = {
      "{'allow':true,'type':'a','access':'r'}",
      "{'allow':false,'type':'c','major':1,'access':'w'}",
      "{'allow':true,'type':'b','minor':2}",
      "{'allow':false,'minor':2,'type':'b','major':1,'access':'rm'}",
      "{'allow':true,'type':'c','major':4294967295,'minor':0}",
    };
    for (int set = 0; set < (1 << parts.length); set++) {
      StringBuilder text = new StringBuilder("{'allow':false}");
      for (int i = 0; i < parts.length; i++) {
        text.append((set & (1 << i)) == 0 ? "" : "," + parts[i]);
      }
      List<DeviceRule> rules = DeviceRules.around(rules(text.toString()).devices());
      long[] program = DeviceProgram.of(rules);
      for (int type = BLOCK; type <= CHARACTER; type++) {
        for (int access = 1; access < 8; access++) {
          for (int major : new int[] {0, 1, -1}) {
            for (int minor : new int[] {0, 2, 3}) {
              assertEquals(
                  says(rules, type, access, major, minor),
                  DeviceInterpreter.allows(program, type, access, major, minor));
            }
          }
        }
      }
    }
  }

  /** Each of the things that are asked for: the last rule that is about it decides. */
  private static boolean says(List<DeviceRule> rules, int type, int access, int major, int minor) {
    boolean all = true;
    for (int bit = 1; bit < 8; bit <<= 1) {
      boolean allowed = false;
      String letter = bit == MAKE ? "m" : bit == READ ? "r" : "w";
      for (DeviceRule rule : rules) {
        boolean about =
            rule.type() == 'a'
                || (type == (rule.type() == 'b' ? BLOCK : CHARACTER)
                    && isOf(rule.major(), major)
                    && isOf(rule.minor(), minor));
        if (about && rule.access().contains(letter)) {
          allowed = rule.allow();
        }
      }
      all &= (access & bit) == 0 || allowed;
    }
    return all;
  }

  private static boolean isOf(@Nullable Long wanted, int number) {
    return wanted == null || wanted.intValue() == number;
  }

  @Test
  void version1HasLines() {
    ofTheMachine().cgroups(false, "/c", "devices");
    configured(
        root,
        "{'allow':false},{'allow':true,'type':'c','major':10,'minor':229},"
            + "{'allow':true,'type':'a','access':'r'}");
    String list = String.valueOf(root.content("/c/c1/devices.list"));
    assertTrue(
        list.startsWith(
            """
            a *:* rwm
            deny a
            deny a
            allow c 10:229 rwm
            allow c *:* r
            allow b *:* r
            allow c *:* m
            allow b *:* m
            allow c 1:3 rwm
            """),
        list);
    assertTrue(list.endsWith("allow c 136:* rwm\n"));
    root.checkClean();
  }

  @Test
  void version2HasOneProgramThatIsExchanged() {
    ofTheMachine().cgroups(true, "/cg");
    ContainerCgroup made = configured(root, "{'allow':false}");
    assertEquals(1, root.programsOf("/cg/c1").size());
    Cgroups cgroups = new Cgroups(root);
    cgroups.update(made, Resources.NONE);
    assertFalse(DeviceInterpreter.allows(root.programsOf("/cg/c1").get(0), BLOCK, READ, 8, 0));
    cgroups.update(made, rules("{'allow':true}"));
    assertEquals(1, root.programsOf("/cg/c1").size());
    assertTrue(DeviceInterpreter.allows(root.programsOf("/cg/c1").get(0), BLOCK, READ, 8, 0));
    root.checkClean();
  }

  @Test
  void whoIsNotRootOfTheMachineHoldsNobody() {
    root.file("/proc/self/uid_map", 0444, "         0       1000          1\n");
    configured(root.cgroups(true, "/cg"), "{'allow':false}");
    assertEquals(List.of(), root.programsOf("/cg/c1"));
  }

  @Test
  void rulesThatNothingCanHoldAreRefused() {
    ofTheMachine().file("/proc/self/cgroup", 0444, "").file("/proc/self/mountinfo", 0444, "");
    RefusedException e =
        assertThrows(RefusedException.class, () -> configured(root, "{'allow':false}"));
    assertEquals(
        "linux.resources.devices cannot be held: no cgroup with the controller devices may be made"
            + " here: leave them out",
        e.getMessage());
    configured(root, "");
  }
}
