package dev.limpet.oci.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.linux.FakeKernel;
import org.junit.jupiter.api.Test;

/** What a container uses, told as runc does. */
class StatisticsTest {
  private final FakeKernel root = FakeKernel.asRoot();

  private String event() {
    Cgroups cgroups = new Cgroups(root);
    ContainerCgroup made = cgroups.make(cgroups.plan("/c1", "c1"));
    assertEquals(0, cgroups.oomKills(made));
    String event = cgroups.statistics(made, "c\"1");
    root.checkClean();
    return event;
  }

  @Test
  void version1() {
    root.cgroups(false, "/c/memory", "memory").cgroups(false, "/c/cpu", "cpu", "cpuacct");
    root.cgroups(false, "/c/pids", "pids");
    assertEquals(
        ("{'type':'stats','id':'c\\'1','data':{'cpu':{'usage':{'total':3000000,"
                + "'percpu':[1000000,2000000],'kernel':10000000,'user':30000000},"
                + "'throttling':{'periods':7,'throttledPeriods':2,'throttledTime':900}},"
                + "'memory':{'usage':{'limit':9223372036854771712,'usage':4096,'max':4096,"
                + "'failcnt':3},'swap':{'limit':9223372036854771712},'kernel':{},'kernelTCP':{},"
                + "'raw':{'cache':1,'rss':2}},'pids':{'current':1,'limit':18446744073709551615},"
                + "'blkio':{},'hugetlb':{}}}")
            .replace('\'', '"'),
        event());
  }

  @Test
  void version2() {
    root.cgroups(true, "/cg", "memory", "cpu", "pids");
    assertEquals(
        ("{'type':'stats','id':'c\\'1','data':{'cpu':{'usage':{'total':2500000,'kernel':500000,"
                + "'user':2000000},'throttling':{}},'memory':{'usage':"
                + "{'limit':18446744073709551615,'usage':4096,'max':8192,'failcnt':0},"
                + "'swap':{'limit':18446744073709551615},'raw':{'anon':1,'file':2}},"
                + "'pids':{'current':1,'limit':18446744073709551615},"
                + "'blkio':{'ioServiceBytesRecursive':[],'ioServicedRecursive':[]},'hugetlb':{}}}")
            .replace('\'', '"'),
        event());
  }

  @Test
  void disksOfVersion2AreToldAsThoseOfVersion1() {
    JsonWriter out = new JsonWriter().beginObject();
    String stat = "8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5 dios=6\n8:16 rbytes=7\n";
    new IoStat(out).write("x", stat, "rbytes", "wbytes", "dbytes");
    assertEquals(
        ("{'x':[{'major':8,'minor':0,'op':'Read','value':1},"
                + "{'major':8,'minor':0,'op':'Write','value':2},"
                + "{'major':8,'minor':0,'op':'Discard','value':5},"
                + "{'major':8,'minor':16,'op':'Read','value':7}]}")
            .replace('\'', '"'),
        out.endObject().toString());
  }
}
