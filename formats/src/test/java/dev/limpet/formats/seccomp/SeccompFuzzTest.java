package dev.limpet.formats.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompOperator;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.List;

/** The compiler against the rules, for profiles of any shape. */
class SeccompFuzzTest {
  private static final Architecture[] ARCHITECTURES = Architecture.values();
  private static final List<String> NAMES =
      List.copyOf(Architecture.X86_64.syscalls().numbers().keySet());

  @FuzzTest(maxDuration = "30s")
  void compiledProgramAgreesWithTheRules(FuzzedDataProvider data) {
    Architecture architecture = data.pickValue(ARCHITECTURES);
    List<SeccompSyscall> rules = new ArrayList<>();
    int count = data.consumeInt(0, 40);
    for (int i = 0; i < count; i++) {
      rules.add(rule(data));
    }
    SeccompProfile profile =
        new SeccompProfile(
            data.pickValue(SeccompAction.values()), data.consumeInt(0, 0xffff), rules);
    long[] program = SeccompCompiler.compile(profile, architecture);
    ProfileEvaluator evaluator = new ProfileEvaluator(profile, architecture);
    for (int i = 0; i < 20; i++) {
      int nr = data.consumeBoolean() ? data.consumeInt(0, 500) : data.consumeInt();
      int arch = data.consumeProbabilityFloat() < 0.9 ? architecture.audit() : data.consumeInt();
      long[] args = {
        data.consumeLong(), data.consumeLong(0, 9), data.consumeLong(), 0, 1L << 32, -1
      };
      assertEquals(
          evaluator.verdict(nr, arch, args),
          BpfInterpreter.run(program, SeccompData.words(nr, arch, args)));
    }
  }

  private static SeccompSyscall rule(FuzzedDataProvider data) {
    List<String> names = new ArrayList<>();
    int count = data.consumeInt(1, 5);
    for (int i = 0; i < count; i++) {
      names.add(NAMES.get(data.consumeInt(0, NAMES.size() - 1)));
    }
    List<SeccompArg> args = new ArrayList<>();
    int conditions = data.consumeInt(0, 3);
    for (int i = 0; i < conditions; i++) {
      args.add(
          new SeccompArg(
              data.consumeInt(0, 5),
              data.consumeBoolean() ? data.consumeLong() : data.consumeLong(0, 9),
              data.consumeBoolean() ? data.consumeLong() : data.consumeLong(0, 9),
              data.pickValue(SeccompOperator.values())));
    }
    return new SeccompSyscall(
        names, data.pickValue(SeccompAction.values()), data.consumeInt(0, 0xffff), args);
  }

  @FuzzTest(maxDuration = "30s")
  void anyTextIsAProfileOrRefused(FuzzedDataProvider data) {
    try {
      assertNotNull(ProfileText.parse(data.consumeRemainingAsAsciiString()));
    } catch (IllegalArgumentException e) {
      assertNotNull(e.getMessage());
    }
  }
}
