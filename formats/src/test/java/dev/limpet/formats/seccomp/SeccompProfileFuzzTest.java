package dev.limpet.formats.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.limpet.formats.bpf.BpfInstruction;
import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.oci.SeccompProfile;

/** Profiles of the user's: any text is refused with its place, or becomes a filter that runs. */
class SeccompProfileFuzzTest {
  private static final String[] NAMES = {"read", "socket", "clone3", "mseal", "open", "x", ""};
  private static final String[] ACTIONS = {
    "ALLOW", "ERRNO", "TRACE", "KILL", "KILL_PROCESS", "KILL_THREAD", "LOG", "TRAP", "NOTIFY",
  };
  private static final String[] OPERATORS = {"EQ", "NE", "LT", "LE", "GT", "GE", "MASKED_EQ", "X"};
  private static final String[] MORE = {
    "",
    ",\"errnoRet\":38",
    ",\"errno\":\"EPERM\"",
    ",\"comment\":\"c\"",
    ",\"includes\":{\"arches\":[\"amd64\"]}",
    ",\"excludes\":{\"minKernel\":\"4.8\"}",
    ",\"y\":1",
  };

  @FuzzTest(maxDuration = "30s")
  void anyTextIsAProfileOrRefusedByItsPlace(FuzzedDataProvider data) {
    check(data.consumeRemainingAsString(), Architecture.X86_64);
  }

  @FuzzTest(maxDuration = "60s")
  void whatIsReadCompilesToAProgramThatRuns(FuzzedDataProvider data) {
    Architecture architecture = data.pickValue(Architecture.values());
    StringBuilder text = new StringBuilder("{\"defaultAction\":\"SCMP_ACT_");
    text.append(data.pickValue(ACTIONS)).append("\",\"syscalls\":[");
    int rules = data.consumeInt(0, 20);
    for (int i = 0; i < rules; i++) {
      text.append(i == 0 ? "" : ",").append(rule(data));
    }
    check(text.append("]}").toString(), architecture);
  }

  private static String rule(FuzzedDataProvider data) {
    StringBuilder args = new StringBuilder();
    int count = data.consumeInt(0, 4);
    for (int i = 0; i < count; i++) {
      args.append(i == 0 ? "" : ",").append("{\"index\":").append(data.consumeInt(0, 6));
      args.append(",\"op\":\"SCMP_CMP_").append(data.pickValue(OPERATORS)).append("\",\"value\":");
      args.append(Long.toUnsignedString(data.consumeLong())).append(",\"valueTwo\":");
      args.append(data.consumeInt()).append('}');
    }
    return "{\"names\":[\""
        + data.pickValue(NAMES)
        + "\"],\"action\":\"SCMP_ACT_"
        + data.pickValue(ACTIONS)
        + "\",\"args\":["
        + args
        + "]"
        + data.pickValue(MORE)
        + "}";
  }

  private static void check(String text, Architecture architecture) {
    SeccompFile file;
    try {
      file = SeccompProfileJson.read(text, new SeccompMachine(architecture, 6, 1));
    } catch (JsonException e) {
      assertTrue(e.line() > 0 && e.column() > 0);
      assertFalse(e.problem().isEmpty());
      return;
    }
    long[] program;
    try {
      program = SeccompCompiler.compile(file.profile(), architecture);
    } catch (IllegalArgumentException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("instructions"));
      return;
    }
    assertTrue(program.length <= BpfInstruction.MAX_PROGRAM);
    SeccompProfile profile = file.profile();
    ProfileEvaluator rules = new ProfileEvaluator(profile, architecture);
    for (String name : NAMES) {
      int nr = architecture.syscalls().number(name);
      for (long value : new long[] {0, 1, -1, 1L << 32}) {
        long[] args = {value, 0, value, 1, 2, value};
        int[] call = SeccompData.words(nr, architecture.audit(), args);
        assertEquals(
            rules.verdict(nr, architecture.audit(), args), BpfInterpreter.run(program, call));
      }
    }
  }
}
