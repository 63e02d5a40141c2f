package dev.limpet.formats.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.json.JsonException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeccompProfileJsonTest {
  private static final SeccompMachine X86 = new SeccompMachine(Architecture.X86_64, 6, 1);
  private static final SeccompMachine ARM = new SeccompMachine(Architecture.AARCH64, 6, 1);
  private static final int ALLOW = 0x7fff0000;
  private static final int EPERM = 0x00050001;

  private static SeccompFile read(String text) {
    return SeccompProfileJson.read(text.replace('\'', '"'), X86);
  }

  /** A profile that refuses by default, with these rules. */
  private static SeccompFile refusing(String... rules) {
    return read("{'defaultAction':'SCMP_ACT_ERRNO','syscalls':[" + String.join(",", rules) + "]}");
  }

  private static String rule(String names, String action, String rest) {
    return "{'names':[" + names + "],'action':'SCMP_ACT_" + action + "'" + rest + "}";
  }

  private static String when(int index, String op, String value) {
    return "{'index':" + index + ",'op':'SCMP_CMP_" + op + "','value':" + value + "}";
  }

  private static int verdict(SeccompFile file, String name, long... args) {
    int nr = X86.architecture().syscalls().number(name);
    return BpfInterpreter.run(
        SeccompCompiler.compile(file.profile(), X86.architecture()),
        SeccompData.words(nr, X86.architecture().audit(), args));
  }

  private static void assertRefused(String message, String text) {
    JsonException e = assertThrows(JsonException.class, () -> read(text));
    assertEquals(message, "f:" + e.line() + ": " + e.problem());
  }

  @Test
  void profileOfTheSpecificationIsRead() {
    SeccompFile file =
        read(
            "{'defaultAction':'SCMP_ACT_ERRNO','defaultErrnoRet':38,"
                + "'architectures':['SCMP_ARCH_X86_64','SCMP_ARCH_X32'],"
                + "'flags':['SECCOMP_FILTER_FLAG_LOG'],'listenerPath':'','syscalls':["
                + rule("'read','write','no_such'", "ALLOW", "")
                + ","
                + rule("'socket'", "ERRNO", ",'errnoRet':22,'args':[" + when(0, "EQ", "16") + "]")
                + ","
                + rule("'open'", "TRACE", ",'errnoRet':7")
                + ","
                + rule("'bpf'", "KILL_PROCESS", ",'args':null")
                + "]}");
    assertEquals(ALLOW, verdict(file, "read"));
    assertEquals(0x00050016, verdict(file, "socket", 16));
    assertEquals(0x00050026, verdict(file, "socket", 17));
    assertEquals(0x7ff00007, verdict(file, "open"));
    assertEquals(0x80000000, verdict(file, "bpf"));
    assertEquals(1 << 1, file.flags());
    assertEquals(
        List.of(
            "calls of other architectures are not served: SCMP_ARCH_X32",
            "no system calls of this processor: no_such"),
        file.notes());
  }

  @Test
  void everyActionOfTheKernelIsTaken() {
    String[] actions = {"KILL", "KILL_THREAD", "KILL_PROCESS", "TRAP", "ERRNO", "TRACE", "LOG"};
    int[] verdicts = {0, 0, 0x80000000, 0x00030000, EPERM, 0x7ff00001, 0x7ffc0000};
    for (int i = 0; i < actions.length; i++) {
      SeccompFile file =
          read(
              "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':["
                  + rule("'read'", actions[i], "")
                  + "]}");
      assertEquals(verdicts[i], verdict(file, "read"), actions[i]);
      assertEquals(ALLOW, verdict(file, "write"), actions[i]);
    }
  }

  @Test
  void valuesAreUnsignedNumbersOf64Bits() {
    SeccompFile file =
        refusing(
            rule(
                "'read'",
                "ALLOW",
                ",'args':[{'index':1,'op':'SCMP_CMP_MASKED_EQ','value':18446744073709551615,"
                    + "'valueTwo':9223372036854775808}]"));
    assertEquals(ALLOW, verdict(file, "read", 0, Long.MIN_VALUE));
    assertEquals(EPERM, verdict(file, "read", 0, Long.MAX_VALUE));
  }

  @Test
  void rulesOfDockerHoldWhereTheySay() {
    String[] held = {
      "'includes':{'arches':['arm64','amd64']}",
      "'includes':{'minKernel':'4.8'}",
      "'includes':{'minKernel':'6.1'},'excludes':{'minKernel':'6.2'}",
      "'includes':{},'excludes':{'caps':['CAP_SYS_ADMIN'],'arches':['s390']}",
      "'includes':null,'comment':'c'",
    };
    String[] others = {
      "'includes':{'arches':['arm64']}",
      "'includes':{'caps':['CAP_SYS_ADMIN']}",
      "'includes':{'minKernel':'6.2'}",
      "'excludes':{'arches':['amd64']}",
      "'excludes':{'minKernel':'5.12'}",
    };
    for (String condition : held) {
      SeccompFile file = refusing(rule("'read','write'", "ALLOW", "," + condition));
      assertEquals(ALLOW, verdict(file, "read"), condition);
    }
    for (String condition : others) {
      SeccompFile file = refusing(rule("'read','write'", "ALLOW", "," + condition));
      assertEquals(EPERM, verdict(file, "read"), condition);
    }
  }

  @Test
  void architecturesOfDockerAreThoseOfTheProcessor() {
    String text =
        ("{'defaultAction':'SCMP_ACT_ALLOW','archMap':[{'architecture':'SCMP_ARCH_X86_64',"
                + "'subArchitectures':['SCMP_ARCH_X86','SCMP_ARCH_X32']},{'architecture':"
                + "'SCMP_ARCH_AARCH64','subArchitectures':['SCMP_ARCH_ARM']},{'architecture':"
                + "'SCMP_ARCH_RISCV64','subArchitectures':null}]}")
            .replace('\'', '"');
    assertEquals(
        List.of("calls of other architectures are not served: SCMP_ARCH_X86 SCMP_ARCH_X32"),
        SeccompProfileJson.read(text, X86).notes());
    assertEquals(
        List.of("calls of other architectures are not served: SCMP_ARCH_ARM"),
        SeccompProfileJson.read(text, ARM).notes());
  }

  @Test
  void olderProfilesOfDockerHaveOneName() {
    assertEquals(
        ALLOW, verdict(refusing("{'name':'read','action':'SCMP_ACT_ALLOW','args':[]}"), "read"));
  }

  @Test
  void podmansErrnoMayBeAName() {
    SeccompFile file =
        read(
            "{'defaultAction':'SCMP_ACT_ERRNO','defaultErrnoRet':38,'defaultErrno':'ENOSYS',"
                + "'syscalls':["
                + rule("'read'", "ERRNO", ",'errno':'EHWPOISON'")
                + ","
                + rule("'write'", "ERRNO", ",'errno':'EAGAIN','errnoRet':11")
                + ","
                + rule("'open'", "ERRNO", ",'errno':'EBFONT'")
                + "]}");
    assertEquals(0x00050000 + 133, verdict(file, "read"));
    assertEquals(0x00050000 + 11, verdict(file, "write"));
    assertEquals(0x00050000 + 59, verdict(file, "open"));
  }

  @Test
  void ruleWithoutConditionsHoldsInsteadOfTheOthers() {
    String vsock = rule("'socket'", "ERRNO", ",'errnoRet':97,'args':[" + when(0, "EQ", "40") + "]");
    String all = rule("'socket'", "ALLOW", "");
    for (SeccompFile file : List.of(refusing(vsock, all), refusing(all, vsock))) {
      assertEquals(ALLOW, verdict(file, "socket", 40));
      assertEquals(
          List.of("conditions have no effect beside a rule without, as with docker: socket"),
          file.notes());
    }
    assertEquals(0x00050061, verdict(refusing(vsock), "socket", 40));
  }

  @Test
  void twoConditionsOnOneArgumentAreAlternatives() {
    SeccompFile file =
        refusing(
            rule(
                "'personality'",
                "ALLOW",
                ",'args':[" + when(0, "EQ", "0") + "," + when(0, "EQ", "8") + "]"));
    assertEquals(ALLOW, verdict(file, "personality", 0));
    assertEquals(ALLOW, verdict(file, "personality", 8));
    assertEquals(EPERM, verdict(file, "personality", 1));
  }

  @Test
  void callThatIsRefusedAsAllAreIsKnownAllTheSame() {
    // 462: without that, mseal would be of a younger kernel and get ENOSYS.
    SeccompFile file = refusing(rule("'read'", "ALLOW", ""), rule("'mseal'", "ERRNO", ""));
    assertEquals(EPERM, verdict(file, "mseal"));
  }

  @Test
  void whatIsNotKnownIsRefusedWithItsPlace() {
    assertRefused("f:1: $ has no defaultAction", "{}");
    assertRefused(
        "f:1: $.defaultAction is \"SCMP_ACT_ALOW\", which is no action; did you mean"
            + " SCMP_ACT_ALLOW?",
        "{'defaultAction':'SCMP_ACT_ALOW'}");
    assertRefused(
        "f:2: no key \"syscall\" is known here; did you mean \"syscalls\"?",
        "{'defaultAction':'SCMP_ACT_ALLOW',\n 'syscall':[]}");
    assertRefused(
        "f:1: $.defaultAction is SCMP_ACT_NOTIFY, which needs an agent that listens: a box has"
            + " none",
        "{'defaultAction':'SCMP_ACT_NOTIFY'}");
    String allow = "{'defaultAction':'SCMP_ACT_ALLOW',";
    assertRefused(
        "f:1: $.listenerPath names an agent that listens to system calls: a box has none, leave"
            + " it out",
        allow + "'listenerPath':'/run/a'}");
    assertRefused("f:1: $.flags[0] is \"LOG\", which is no flag", allow + "'flags':   ['LOG']}");
    assertRefused(
        "f:1: $.architectures[0] is \"x86_64\", which is no architecture",
        allow + "'architectures': ['x86_64']}");
    String rule = allow + "'syscalls':[\n{'action':'SCMP_ACT_ERRNO'";
    assertRefused("f:2: $.syscalls[0] names no system call", rule + "}]}");
    assertRefused(
        "f:2: $.syscalls[0].names is a string, and an array is wanted",
        rule + ",  'names':'read'}]}");
    assertRefused(
        "f:2: $.syscalls[0].errnoRet is 4096, and from 0 to 4095 is wanted",
        rule + ",'names':['read'],'errnoRet':    4096}]}");
    assertRefused(
        "f:2: $.syscalls[0].errno is \"EPREM\", which is no errno; did you mean EPERM?",
        rule + ",'names':['read'], 'errno':  'EPREM'}]}");
    String args = rule + ",'names':['read'],'args':[\n";
    assertRefused(
        "f:3: $.syscalls[0].args[0].index is 6, and a system call has the arguments 0 to 5",
        args + "{'index':6,'value':1,'op':'SCMP_CMP_EQ'}]}]}");
    assertRefused(
        "f:3: $.syscalls[0].args[0].op is \"EQ\", which is no operator",
        args + "{'index':0,'value':1,'op':'EQ'}]}]}");
    assertRefused(
        "f:3: $.syscalls[0].args[0].value is -1, and a whole number from 0 to 2^64-1 is wanted",
        args + "{'index':0,'value':-1,'op':'SCMP_CMP_EQ'}]}]}");
    assertRefused(
        "f:2: $.syscalls[0].includes.minKernel is \"5\", and such as \"4.8\" is wanted",
        rule + ",'names':['read'],'includes':{'minKernel':'5'}}]}");
    assertRefused(
        "f:2: no key \"caps_\" is known here; did you mean \"caps\"?",
        rule + ",'names':['read'],   'includes':{'caps_':[]}}]}");
  }

  @Test
  void placeIsThatOfTheValueOrKey() {
    String text = "{'defaultAction':'SCMP_ACT_ALLOW',\n 'syscall':[]}";
    JsonException e = assertThrows(JsonException.class, () -> read(text));
    assertTrue(e.in("f").startsWith("f:2:2: no key"), e.in("f"));
  }

  @Test
  void errnoIsForActionsThatHaveOne() {
    JsonException e =
        assertThrows(JsonException.class, () -> refusing(rule("'read'", "ALLOW", ",'errnoRet':1")));
    assertTrue(e.problem().contains("SCMP_ACT_ALLOW has no errno"), e.problem());
  }

  @Test
  void kernelsVersionIsWhatItsReleaseBeginsWith() {
    assertEquals(
        new SeccompMachine(Architecture.X86_64, 6, 1),
        SeccompMachine.of(Architecture.X86_64, "6.1.0-13-amd64\n"));
    assertEquals(
        new SeccompMachine(Architecture.AARCH64, 5, 12),
        SeccompMachine.of(Architecture.AARCH64, "5.12-rc5"));
    assertThrows(
        IllegalArgumentException.class, () -> SeccompMachine.of(Architecture.X86_64, "six.1"));
  }
}
