package dev.limpet.formats.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code linux.seccomp} for the calls of both ABIs of x86_64; {@code '} stands for {@code "}. */
class ConfigFilterTest {
  private static final int I386 = 0x40000003;
  private static final int X86_64 = 0xc000003e;
  private static final int ALLOW = 0x7fff0000;
  private static final int KILL = 0x80000000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;

  private static ConfigFilter filter(String members) {
    String text = "{" + members.replace('\'', '"') + "}";
    return ConfigFilter.of(
        SeccompConfigReader.read(JsonFields.of(JsonReader.read(text))), Architecture.X86_64);
  }

  private static int verdict(ConfigFilter filter, int abi, int nr, long... args) {
    long[] all = new long[6];
    System.arraycopy(args, 0, all, 0, args.length);
    return BpfInterpreter.run(filter.program(), SeccompData.words(nr, abi, all));
  }

  private static final String BOTH = "'architectures':['SCMP_ARCH_X86_64','SCMP_ARCH_X86'],";

  @Test
  void callsOf32BitsAreHeldByTheirOwnNumbers() {
    ConfigFilter filter =
        filter(
            BOTH
                + "'defaultAction':'SCMP_ACT_ERRNO','syscalls':"
                + "[{'names':['read','exit','clock_gettime64'],'action':'SCMP_ACT_ALLOW'}]");
    assertEquals(ALLOW, verdict(filter, X86_64, 0));
    assertEquals(ALLOW, verdict(filter, I386, 3));
    assertEquals(ALLOW, verdict(filter, I386, 1));
    assertEquals(ALLOW, verdict(filter, I386, 403));
    assertEquals(EPERM, verdict(filter, I386, 4));
    assertEquals(ENOSYS, verdict(filter, I386, 404));
    assertEquals(EPERM, verdict(filter, X86_64, 1));
    assertEquals(List.of("no system calls of this processor: clock_gettime64"), filter.notes());
  }

  @Test
  void without32BitsTheyAreKilled() {
    ConfigFilter filter =
        filter("'architectures':['SCMP_ARCH_ARM'],'defaultAction':'SCMP_ACT_ALLOW'");
    assertEquals(KILL, verdict(filter, I386, 3));
    assertEquals(ALLOW, verdict(filter, X86_64, 3));
    assertEquals(
        List.of("calls of other architectures are not served: SCMP_ARCH_ARM"), filter.notes());
  }

  @Test
  void callThroughAnotherIsTheSameCall() {
    ConfigFilter filter =
        filter(
            BOTH
                + "'defaultAction':'SCMP_ACT_ALLOW','syscalls':["
                + "{'names':['connect','shmat'],'action':'SCMP_ACT_ERRNO'},"
                + "{'names':['socket'],'action':'SCMP_ACT_ERRNO','args':"
                + "[{'index':0,'value':40,'op':'SCMP_CMP_EQ'}]}]");
    assertEquals(EPERM, verdict(filter, I386, 362));
    assertEquals(EPERM, verdict(filter, I386, 102, 3));
    assertEquals(ALLOW, verdict(filter, I386, 102, 2));
    assertEquals(EPERM, verdict(filter, I386, 117, 21));
    assertEquals(EPERM, verdict(filter, I386, 117, 0x10015));
    assertEquals(ALLOW, verdict(filter, I386, 117, 22));
    assertEquals(EPERM, verdict(filter, I386, 359, 40));
    assertEquals(ALLOW, verdict(filter, I386, 359, 2));
    assertEquals(EPERM, verdict(filter, I386, 102, 1));
    assertEquals(ALLOW, verdict(filter, X86_64, 41, 2));
  }

  @Test
  void permissionThatDependsOnHiddenArgumentsIsNone() {
    ConfigFilter filter =
        filter(
            BOTH
                + "'defaultAction':'SCMP_ACT_ERRNO','syscalls':["
                + "{'names':['bind','sendmmsg'],'action':'SCMP_ACT_ALLOW'},"
                + "{'names':['socket'],'action':'SCMP_ACT_ALLOW','args':"
                + "[{'index':0,'value':1,'op':'SCMP_CMP_EQ'}]}]");
    assertEquals(ALLOW, verdict(filter, I386, 359, 1));
    assertEquals(EPERM, verdict(filter, I386, 359, 2));
    assertEquals(EPERM, verdict(filter, I386, 102, 1));
    assertEquals(ALLOW, verdict(filter, I386, 102, 2));
    assertEquals(ALLOW, verdict(filter, I386, 102, 20));
  }

  @Test
  void laterRuleWithoutConditionsHoldsForAll() {
    ConfigFilter filter =
        filter(
            "'defaultAction':'SCMP_ACT_ERRNO','syscalls':["
                + "{'names':['personality'],'action':'SCMP_ACT_ERRNO','errnoRet':38,'args':"
                + "[{'index':0,'value':8,'op':'SCMP_CMP_EQ'}]},"
                + "{'names':['personality'],'action':'SCMP_ACT_ALLOW'}]");
    assertEquals(ALLOW, verdict(filter, X86_64, 135, 8));
  }
}
