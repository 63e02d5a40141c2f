package dev.limpet.formats.runtimespec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.ConsoleSize;
import dev.limpet.formats.oci.Device;
import dev.limpet.formats.oci.ExecCpuAffinity;
import dev.limpet.formats.oci.Hook;
import dev.limpet.formats.oci.Hooks;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.IoPriority;
import dev.limpet.formats.oci.KernelParameter;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Personality;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.ProcessorList;
import dev.limpet.formats.oci.Rlimit;
import dev.limpet.formats.oci.Root;
import dev.limpet.formats.oci.Scheduler;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompConfig;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.oci.TimeOffset;
import dev.limpet.formats.oci.User;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** config.json, member by member; {@code '} stands for {@code "}. */
class SpecReaderTest {
  private static Spec read(String members) {
    String text = "{'ociVersion':'1.2.0','root':{'path':'r'}" + members + "}";
    return SpecReader.read(text.replace('\'', '"'));
  }

  private static Process process(String members) {
    return read(",'process':{'cwd':'/','args':['a']" + members + "}").process();
  }

  private static Linux linux(String members) {
    return read(",'linux':{" + members + "}").linux();
  }

  private static void assertRefused(String problem, String text) {
    JsonException e =
        assertThrows(JsonException.class, () -> SpecReader.read(text.replace('\'', '"')));
    assertEquals(problem, e.problem());
  }

  private static void assertMembersRefused(String problem, String members) {
    JsonException e = assertThrows(JsonException.class, () -> read(members));
    assertEquals(problem, e.problem());
  }

  private static void assertProcessRefused(String problem, String members) {
    JsonException e = assertThrows(JsonException.class, () -> process(members));
    assertEquals(problem, e.problem());
  }

  private static void assertLinuxRefused(String problem, String members) {
    JsonException e = assertThrows(JsonException.class, () -> linux(members));
    assertEquals(problem, e.problem());
  }

  @Test
  void littleIsNeeded() {
    Spec spec = read("");
    assertEquals("1.2.0", spec.ociVersion());
    assertEquals(new Root("r", false, Root.Submounts.KEPT), spec.root());
    assertEquals(Process.NONE, spec.process());
    assertEquals(Linux.NONE, spec.linux());
    assertEquals(Hooks.NONE, spec.hooks());
    assertNull(spec.hostname());
  }

  @Test
  void whatTheSpecificationDoesNotKnowIsIgnored() {
    assertEquals(read(""), read(",'vm':{'x':1},'solaris':7,'hook':[]"));
    assertEquals(process(""), process(",'commandLine':'x','user':{'username':'me'}"));
    assertEquals(Linux.NONE, linux("'netDevices':{'eth0':{}},'x':[]"));
  }

  @Test
  void versionIsOneOfTheFirst() {
    for (String version : List.of("1.0.0", "1.0.2-dev", "1.2.1+dev", "1.0.0-rc5.dirty+x")) {
      String text = "{'ociVersion':'" + version + "','root':{'path':'/'}}";
      assertEquals(version, SpecReader.read(text.replace('\'', '"')).ociVersion());
    }
    for (String version : List.of("", "1", "1.2", "2.0.0", "1.2.0.0", "1..0", "1.2.", "1.x.0")) {
      assertRefused(
          "$.ociVersion is \"" + version + "\", and a version such as 1.2.0 is wanted",
          "{'ociVersion':'" + version + "','root':{'path':'/'}}");
    }
    assertRefused("$ has no ociVersion", "{}");
    assertRefused("$ has no root", "{'ociVersion':'1.0.0'}");
    assertRefused("$.root has no path", "{'ociVersion':'1.0.0','root':{}}");
    assertRefused(
        "$.root.path is empty, and the path of a directory is wanted",
        "{'ociVersion':'1.0.0','root':{'path':''}}");
  }

  @Test
  void namesAndAnnotations() {
    Spec spec = read(",'hostname':'h','domainname':'d','annotations':{'a.b':'','c':'x'}");
    assertEquals("h", spec.hostname());
    assertEquals("d", spec.domainname());
    assertEquals(Map.of("a.b", "", "c", "x"), spec.annotations());
    assertNull(read(",'hostname':''").hostname());
    assertMembersRefused(
        "$.annotations.a is a number, and a string is wanted", ",'annotations':{'a':1}");
    assertMembersRefused(
        "$.annotations has an annotation without a name", ",'annotations':{'':'x'}");
  }

  @Test
  void mounts() {
    Spec spec =
        read(
            ",'mounts':[{'destination':'/proc','type':'proc','source':'proc'},"
                + "{'destination':'data','type':'none','source':'/x','options':['rbind','ro'],"
                + "'uidMappings':[{'containerID':0,'hostID':4294967294,'size':1}],"
                + "'gidMappings':[{'containerID':0,'hostID':5,'size':4294967295}]}]");
    assertEquals(
        List.of(
            new Mount("/proc", "proc", "proc", List.of()),
            new Mount(
                "/data",
                "bind",
                "/x",
                List.of("rbind", "ro"),
                List.of(new IdMapping(0, -2, 1)),
                List.of(new IdMapping(0, 5, -1)))),
        spec.mounts());
    assertMembersRefused("$.mounts[0] has no destination", ",'mounts':[{'type':'proc'}]");
    assertMembersRefused(
        "$.mounts[0].destination is empty, and a path in the container is wanted",
        ",'mounts':[{'destination':''}]");
    assertMembersRefused(
        "$.mounts[0] has one of uidMappings and gidMappings, and both are wanted",
        ",'mounts':[{'destination':'/',"
            + "'uidMappings':[{'containerID':0,'hostID':1,'size':1}]}]");
    assertMembersRefused("$.mounts is an object, and an array is wanted", ",'mounts':{}");
  }

  @Test
  void hooksOfAllKinds() {
    String hook = "[{'path':'/h','args':['h','x'],'env':['A=b'],'timeout':3}]";
    Spec spec =
        read(
            ",'hooks':{'prestart':HOOK,'createRuntime':[{'path':'/c'}],'createContainer':HOOK,"
                    .replace("HOOK", hook)
                + "'startContainer':HOOK,'poststart':HOOK,'poststop':HOOK}".replace("HOOK", hook));
    List<Hook> full = List.of(new Hook("/h", List.of("h", "x"), List.of("A=b"), 3));
    List<Hook> bare = List.of(new Hook("/c", List.of(), List.of(), 0));
    assertEquals(new Hooks(full, bare, full, full, full, full), spec.hooks());
    assertMembersRefused(
        "$.hooks.poststop[0].path is \"h\", and an absolute path is wanted",
        ",'hooks':{'poststop':[{'path':'h'}]}");
    assertMembersRefused(
        "$.hooks.prestart[0].timeout is 0, and from 1 to 2147483647 is wanted",
        ",'hooks':{'prestart':[{'path':'/h','timeout':0}]}");
  }

  @Test
  void processWithAllThatItMayHave() {
    Process process =
        process(
            ",'terminal':true,'consoleSize':{'height':25,'width':80},'env':['A=b'],"
                + "'user':{'uid':4294967294,'gid':7,'umask':63,'additionalGids':[5,6]},"
                + "'capabilities':{'bounding':['CAP_KILL','CAP_X'],'ambient':['CAP_KILL']},"
                + "'noNewPrivileges':true,'oomScoreAdj':-100,'apparmorProfile':'p',"
                + "'selinuxLabel':'l','rlimits':"
                + "[{'type':'RLIMIT_CORE','soft':1,'hard':18446744073709551615}],"
                + "'scheduler':{'policy':'SCHED_DEADLINE','flags':['SCHED_FLAG_RECLAIM'],"
                + "'runtime':1,'deadline':2,'period':3},"
                + "'ioPriority':{'class':'IOPRIO_CLASS_IDLE','priority':4},"
                + "'execCPUAffinity':{'initial':'7','final':'0-3,7'}");
    assertEquals(List.of("a"), process.args());
    assertEquals(new ConsoleSize(25, 80), process.consoleSize());
    assertEquals(new User(-2, 7, 077, List.of(5, 6)), process.user());
    List<String> bounding = List.of("CAP_KILL", "CAP_X");
    List<String> ambient = List.of("CAP_KILL");
    assertEquals(
        new Capabilities(bounding, List.of(), List.of(), List.of(), ambient),
        process.capabilities());
    assertEquals(List.of(new Rlimit("RLIMIT_CORE", 1, -1)), process.rlimits());
    List<String> flags = List.of("SCHED_FLAG_RECLAIM");
    assertEquals(new Scheduler("SCHED_DEADLINE", 0, 0, flags, 1, 2, 3), process.scheduler());
    assertEquals(new IoPriority("IOPRIO_CLASS_IDLE", 4), process.ioPriority());
    assertEquals(-100, process.oomScoreAdj());
    assertEquals(
        new ExecCpuAffinity(new ProcessorList("7"), new ProcessorList("0-3,7")),
        process.execCPUAffinity());
    assertTrue(process.terminal() && process.noNewPrivileges());
  }

  @Test
  void processorsAreAList() {
    assertProcessRefused(
        "$.process.execCPUAffinity.final has \"3-1\", and processors are wanted, such as 0-3,7",
        ",'execCPUAffinity':{'initial':'','final':'0,3-1'}");
  }

  @Test
  void sizeOfNoTerminalIsIgnored() {
    assertNull(process(",'consoleSize':{'height':-7}").consoleSize());
    assertProcessRefused(
        "$.process.consoleSize has no width", ",'terminal':true,'consoleSize':{'height':25}");
  }

  @Test
  void processThatCannotBeIsRefused() {
    assertMembersRefused("$.process has no args", ",'process':{'cwd':'/'}");
    assertMembersRefused("$.process has no cwd", ",'process':{'args':['a']}");
    assertMembersRefused(
        "$.process.args is empty, and the name of a program is wanted",
        ",'process':{'cwd':'/','args':[]}");
    assertMembersRefused(
        "$.process.cwd is \"x\", and an absolute path is wanted",
        ",'process':{'cwd':'x','args':['a']}");
    assertProcessRefused(
        "$.process.user.uid is 4294967295, and from 0 to 4294967294 is wanted",
        ",'user':{'uid':4294967295}");
    assertProcessRefused(
        "$.process.user.additionalGids[1] is -1, and the id of a group is wanted",
        ",'user':{'additionalGids':[1,-1]}");
    assertProcessRefused(
        "$.process.rlimits[1].type is RLIMIT_CPU, which is there already",
        ",'rlimits':[{'type':'RLIMIT_CPU','soft':1,'hard':1},"
            + "{'type':'RLIMIT_CPU','soft':1,'hard':1}]");
    assertProcessRefused(
        "$.process.rlimits[0].type is \"RLIMIT_CORES\", which is no limit of Linux;"
            + " did you mean RLIMIT_CORE?",
        ",'rlimits':[{'type':'RLIMIT_CORES','soft':1,'hard':1}]");
    assertProcessRefused(
        "$.process.rlimits[0].soft is above the hard limit",
        ",'rlimits':[{'type':'RLIMIT_CPU','soft':18446744073709551615,'hard':1}]");
    assertProcessRefused(
        "$.process.oomScoreAdj is 1001, and from -1000 to 1000 is wanted", ",'oomScoreAdj':1001");
    assertProcessRefused("$.process.scheduler has no policy", ",'scheduler':{'nice':1}");
    assertProcessRefused(
        "$.process.ioPriority.class is \"IOPRIO_CLASS_NONE\", which is no class of I/O priorities",
        ",'ioPriority':{'class':'IOPRIO_CLASS_NONE'}");
  }

  @Test
  void processAloneIsRead() {
    assertEquals(process(""), ProcessReader.read("{\"cwd\":\"/\",\"args\":[\"a\"]}"));
    JsonException e = assertThrows(JsonException.class, () -> ProcessReader.read("{}"));
    assertEquals("line 1, column 1: $ has no args", e.getMessage());
  }

  @Test
  void namespacesOfAllKindsNewAndJoined() {
    StringBuilder all = new StringBuilder("'namespaces':[");
    for (NamespaceType type : NamespaceType.values()) {
      all.append(all.toString().endsWith("[") ? "" : ",").append("{'type':'").append(type.word());
      all.append(type == NamespaceType.PID ? "','path':'/proc/1/ns/pid'}" : "'}");
    }
    List<Namespace> namespaces = linux(all.append(']').toString()).namespaces();
    assertEquals(8, namespaces.size());
    assertEquals(new Namespace(NamespaceType.PID, "/proc/1/ns/pid"), namespaces.get(2));
    assertNull(linux("'namespaces':[{'type':'user','path':''}]").namespaces().get(0).path());
    assertLinuxRefused(
        "$.linux.namespaces[1].type is uts, which is there already",
        "'namespaces':[{'type':'uts'},{'type':'uts','path':'/x'}]");
    assertLinuxRefused(
        "$.linux.namespaces[0].type is \"net\", which is no kind of namespace",
        "'namespaces':[{'type':'net'}]");
    assertLinuxRefused(
        "$.linux.namespaces[0].path is \"ns\", and an absolute path is wanted",
        "'namespaces':[{'type':'uts','path':'ns'}]");
  }

  @Test
  void devices() {
    Linux linux =
        linux(
            "'devices':[{'path':'/dev/fuse','type':'c','major':10,'minor':229,'fileMode':8630,"
                + "'uid':0,'gid':4294967294},{'path':'/dev/fifo','type':'p'}]");
    assertEquals(
        List.of(
            new Device("/dev/fuse", 'c', 10, 229, 0666, 0, -2),
            new Device("/dev/fifo", 'p', 0, 0, null, null, null)),
        linux.devices());
    assertLinuxRefused(
        "$.linux.devices[0] has no minor", "'devices':[{'path':'/d','type':'b','major':1}]");
    assertLinuxRefused(
        "$.linux.devices[0].type is \"x\", which is no type of device",
        "'devices':[{'path':'/d','type':'x'}]");
    assertLinuxRefused(
        "$.linux.devices[0].path is \"d\", and an absolute path is wanted",
        "'devices':[{'path':'d','type':'p'}]");
  }

  @Test
  void restOfLinux() {
    Linux linux =
        linux(
            "'uidMappings':[{'containerID':0,'hostID':1000,'size':10}],"
                + "'sysctl':{'net.core.somaxconn':'7'},'rootfsPropagation':'rslave',"
                + "'mountLabel':'m','cgroupsPath':'/a/b','maskedPaths':['/m'],"
                + "'readonlyPaths':['/r'],'personality':{'domain':'LINUX32'},"
                + "'timeOffsets':{'boottime':{'secs':-1,'nanosecs':5},'monotonic':{}},"
                + "'intelRdt':{}");
    assertEquals(List.of(new IdMapping(0, 1000, 10)), linux.uidMappings());
    assertEquals(
        Map.of(new KernelParameter(List.of("net", "core", "somaxconn")), "7"), linux.sysctl());
    assertEquals("slave", linux.rootfsPropagation());
    assertEquals(new Personality("LINUX32", List.of()), linux.personality());
    assertEquals(
        Map.of("boottime", new TimeOffset(-1, 5), "monotonic", new TimeOffset(0, 0)),
        linux.timeOffsets());
    assertEquals("/a/b", linux.cgroupsPath());
    assertEquals(List.of("/m"), linux.maskedPaths());
    assertTrue(linux.intelRdt());
    assertLinuxRefused(
        "no key \"realtime\" is known here", "'timeOffsets':{'realtime':{'secs':1}}");
    assertLinuxRefused(
        "$.linux.sysctl[\"net/../vm/x\"] is of no parameter's name: words between dots or slashes"
            + " are wanted, no ..",
        "'sysctl':{'net/../vm/x':'1'}");
    assertLinuxRefused(
        "$.linux.maskedPaths[0] is \"m\", and an absolute path is wanted", "'maskedPaths':['m']");
    assertLinuxRefused(
        "$.linux.uidMappings[0].size is 0, and from 1 to 4294967295 is wanted",
        "'uidMappings':[{'containerID':0,'hostID':1000,'size':0}]");
    assertLinuxRefused(
        "$.linux.personality.flags is not empty, and Linux has no flag that is known",
        "'personality':{'domain':'LINUX','flags':['x']}");
    assertLinuxRefused(
        "$.linux.rootfsPropagation is \"sheared\", which is no propagation of mounts;"
            + " did you mean shared?",
        "'rootfsPropagation':'sheared'");
  }

  @Test
  void filterIsReadWithItsAgent() {
    SeccompConfig config =
        linux(
                "'seccomp':{'defaultAction':'SCMP_ACT_ALLOW','architectures':['SCMP_ARCH_X86'],"
                    + "'flags':['SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV'],'x':1,"
                    + "'listenerPath':'/run/agent','listenerMetadata':'m','syscalls':["
                    + "{'names':['mount','bind'],'action':'SCMP_ACT_NOTIFY','x':1},"
                    + "{'names':['bpf'],'action':'SCMP_ACT_ERRNO','args':"
                    + "[{'index':0,'value':3,'op':'SCMP_CMP_EQ','x':1}]}]}")
            .seccompConfig();
    assertNotNull(config);
    assertEquals("/run/agent", config.listenerPath());
    assertEquals("m", config.listenerMetadata());
    assertEquals(32, config.flags());
    assertEquals(List.of("SCMP_ARCH_X86"), config.architectures());
    assertEquals(SeccompAction.SCMP_ACT_NOTIFY, config.profile().syscalls().get(0).action());
    assertEquals(1, config.profile().syscalls().get(1).errnoRet());
    assertFalse(config.profile().syscalls().get(1).args().isEmpty());
  }

  @Test
  void filterThatCannotBeIsRefused() {
    assertLinuxRefused("$.linux.seccomp has no defaultAction", "'seccomp':{}");
    assertLinuxRefused(
        "$.linux.seccomp.syscalls[0].action is SCMP_ACT_NOTIFY, and there is no listenerPath",
        "'seccomp':{'defaultAction':'SCMP_ACT_ALLOW','syscalls':"
            + "[{'names':['mount'],'action':'SCMP_ACT_NOTIFY'}]}");
    assertLinuxRefused(
        "$.linux.seccomp.defaultAction is SCMP_ACT_NOTIFY, which would ask about the answers, too",
        "'seccomp':{'defaultAction':'SCMP_ACT_NOTIFY','listenerPath':'/x'}");
    assertLinuxRefused(
        "$.linux.seccomp.syscalls[0].names names no system call",
        "'seccomp':{'defaultAction':'SCMP_ACT_ALLOW','syscalls':"
            + "[{'names':[],'action':'SCMP_ACT_ERRNO'}]}");
    assertLinuxRefused(
        "$.linux.seccomp.syscalls[0].errnoRet is there, and SCMP_ACT_ALLOW has no errno:"
            + " leave it out",
        "'seccomp':{'defaultAction':'SCMP_ACT_ERRNO','syscalls':"
            + "[{'names':['x'],'action':'SCMP_ACT_ALLOW','errnoRet':1}]}");
  }
}
