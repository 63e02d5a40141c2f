package dev.limpet.formats.runtimespec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.oci.Hook;
import dev.limpet.formats.oci.Rlimit;
import dev.limpet.formats.oci.Spec;

/** config.json: any text is refused with its place, or is a Spec that keeps the promises. */
class SpecFuzzTest {
  private static final String[] KEYS = {
    "process",
    "args",
    "cwd",
    "env",
    "user",
    "uid",
    "umask",
    "additionalGids",
    "capabilities",
    "bounding",
    "rlimits",
    "type",
    "soft",
    "hard",
    "mounts",
    "destination",
    "options",
    "hooks",
    "prestart",
    "path",
    "timeout",
    "linux",
    "namespaces",
    "uidMappings",
    "containerID",
    "hostID",
    "size",
    "devices",
    "major",
    "minor",
    "fileMode",
    "sysctl",
    "timeOffsets",
    "monotonic",
    "secs",
    "resources",
    "memory",
    "limit",
    "swap",
    "cpu",
    "shares",
    "blockIO",
    "weightDevice",
    "weight",
    "hugepageLimits",
    "pageSize",
    "unified",
    "seccomp",
    "defaultAction",
    "syscalls",
    "names",
    "action",
    "personality",
    "domain",
    "scheduler",
    "policy",
    "terminal",
    "consoleSize",
    "x",
  };
  private static final String[] VALUES = {
    "0",
    "1",
    "-1",
    "4294967295",
    "18446744073709551615",
    "1.5",
    "true",
    "null",
    "\"\"",
    "\"/\"",
    "\"a\"",
    "\"c\"",
    "\"RLIMIT_CPU\"",
    "\"pid\"",
    "\"2MB\"",
    "\"SCMP_ACT_ERRNO\"",
    "\"SCHED_RR\"",
    "[]",
    "{}",
    "[\"a\"]",
    "\"bind\"",
    "\"1.2.0\"",
  };

  @FuzzTest(maxDuration = "30s")
  void anyTextIsASpecOrRefusedByItsPlace(FuzzedDataProvider data) {
    check(data.consumeRemainingAsString());
  }

  @FuzzTest(maxDuration = "60s")
  void wordsOfTheSpecificationInAnyOrder(FuzzedDataProvider data) {
    StringBuilder text = new StringBuilder("{\"ociVersion\":\"1.2.0\",\"root\":{\"path\":\"r\"}");
    members(data, text, 0);
    check(text.append('}').toString());
  }

  private static void members(FuzzedDataProvider data, StringBuilder text, int depth) {
    int count = data.consumeInt(0, 5);
    for (int i = 0; i < count; i++) {
      text.append(",\"").append(data.pickValue(KEYS)).append("\":");
      int kind = depth < 6 ? data.consumeInt(0, 2) : 0;
      if (kind == 0) {
        text.append(data.pickValue(VALUES));
      } else {
        text.append(kind == 1 ? "[{\"\":0" : "{\"\":0");
        members(data, text, depth + 1);
        text.append(kind == 1 ? "}]" : "}");
      }
    }
  }

  private static void check(String text) {
    Spec spec;
    try {
      spec = SpecReader.read(text);
    } catch (JsonException e) {
      assertTrue(e.line() > 0 && e.column() > 0);
      assertFalse(e.problem().isEmpty());
      return;
    }
    assertEquals(spec, SpecReader.read(text));
    assertTrue(spec.ociVersion().startsWith("1."));
    assertTrue(spec.process().cwd().startsWith("/"));
    spec.mounts().forEach(mount -> assertTrue(mount.destination().startsWith("/")));
    spec.linux().maskedPaths().forEach(path -> assertTrue(path.startsWith("/")));
    for (Hook hook : spec.hooks().poststop()) {
      assertTrue(hook.path().startsWith("/"));
    }
    for (Rlimit rlimit : spec.process().rlimits()) {
      assertTrue(Long.compareUnsigned(rlimit.soft(), rlimit.hard()) <= 0);
    }
  }
}
