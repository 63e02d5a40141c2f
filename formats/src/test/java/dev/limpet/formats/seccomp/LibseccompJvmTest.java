package dev.limpet.formats.seccomp;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.json.JsonNumber;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.json.Place;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompOperator;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our compiler against libseccomp: the same profile, the same verdict, arguments included. */
class LibseccompJvmTest {
  private static final int[] ARCHES = {
    0xc000003e, 0xc00000b7, 0x40000003, 0x40000028, 0xc00000f3, 0x80000016, 0, -1,
  };
  private static final List<SeccompAction> ACTIONS =
      List.of(
          SeccompAction.SCMP_ACT_KILL,
          SeccompAction.SCMP_ACT_KILL_THREAD,
          SeccompAction.SCMP_ACT_KILL_PROCESS,
          SeccompAction.SCMP_ACT_TRAP,
          SeccompAction.SCMP_ACT_ERRNO,
          SeccompAction.SCMP_ACT_TRACE,
          SeccompAction.SCMP_ACT_LOG,
          SeccompAction.SCMP_ACT_ALLOW);
  private static final long[] VALUES = {
    0,
    1,
    2,
    0x5412,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    0x100000000L,
    0x100000001L,
    0x7fffffffffffffffL,
    0x8000000000000000L,
    -2,
    -1,
    0xffffffff00000000L,
    0x7e020000L,
  };

  private long compared;

  @Test
  void defaultAndNestingProfileAreWhatLibseccompMakesOfThem() {
    for (Architecture architecture : Architecture.values()) {
      for (SeccompProfile profile : List.of(Profiles.byDefault(), Profiles.nesting())) {
        Set<String> younger = compare(profile, architecture);
        // What Debian's library cannot be asked about stays a handful.
        assertTrue(younger.size() < 40, younger.toString());
      }
    }
    assertTrue(compared > 20_000, "only " + compared);
  }

  @Test
  void randomProfilesAreWhatLibseccompMakesOfThem() {
    for (int seed = 0; seed < 80; seed++) {
      Random random = new Random(seed);
      for (Architecture architecture : Architecture.values()) {
        try {
          compare(profile(random, architecture), architecture);
        } catch (AssertionError e) {
          throw new AssertionError("seed " + seed + ", " + architecture, e);
        }
      }
    }
    assertTrue(compared > 300_000, "only " + compared);
  }

  @Test
  void filesMeanWhatTheyMeanToRunc() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      for (Architecture architecture : Architecture.values()) {
        SeccompProfile file = file(random, architecture);
        SeccompProfile read =
            SeccompProfileJson.read(json(file), new SeccompMachine(architecture, 6, 1)).profile();
        try {
          compare(
              file,
              SeccompCompiler.compile(read, architecture),
              new LibseccompProfile(file, architecture),
              architecture);
        } catch (AssertionError e) {
          throw new AssertionError("seed " + seed + ", " + architecture + ": " + json(file), e);
        }
      }
    }
    assertTrue(compared > 200_000, "only " + compared);
  }

  /** Rules that overlap: with and without conditions, twice on one argument, the default's. */
  private static SeccompProfile file(Random random, Architecture architecture) {
    SeccompAction byDefault = pick(random, ACTIONS);
    int errno = errno(byDefault, random);
    List<String> names = new ArrayList<>(architecture.syscalls().numbers().keySet());
    names.removeIf(name -> Libseccomp.number(name) < 0);
    Collections.sort(names);
    Collections.shuffle(names, random);
    List<SeccompSyscall> rules = new ArrayList<>();
    for (String name : names.subList(0, random.nextInt(60))) {
      List<SeccompArg> twice = List.of(equal(2, value(random)), equal(2, value(random)));
      List<SeccompArg> args = random.nextBoolean() ? conditions(random) : twice;
      rules.add(fileRule(random, name, random.nextInt(4) == 0 ? List.of() : args));
      for (int i = random.nextInt(3); i > 0; i--) {
        rules.add(fileRule(random, name, List.of()));
      }
    }
    rules.add(new SeccompSyscall(List.of("read"), byDefault, errno, List.of()));
    Collections.shuffle(rules, random);
    return new SeccompProfile(byDefault, errno, rules);
  }

  private static SeccompSyscall fileRule(Random random, String name, List<SeccompArg> args) {
    SeccompAction action = pick(random, ACTIONS);
    return new SeccompSyscall(List.of(name), action, errno(action, random), args);
  }

  private static int errno(SeccompAction action, Random random) {
    return hasErrno(action) ? 1 + random.nextInt(3) : 0;
  }

  private static boolean hasErrno(SeccompAction action) {
    return action == SeccompAction.SCMP_ACT_ERRNO || action == SeccompAction.SCMP_ACT_TRACE;
  }

  private static String json(SeccompProfile file) {
    JsonWriter out = new JsonWriter().beginObject();
    out.member("defaultAction", file.defaultAction().name());
    if (hasErrno(file.defaultAction())) {
      out.member("defaultErrnoRet", file.defaultErrnoRet());
    }
    out.key("syscalls").beginArray();
    for (SeccompSyscall rule : file.syscalls()) {
      out.beginObject().key("names").beginArray().value(rule.names().get(0)).endArray();
      out.member("action", rule.action().name());
      if (hasErrno(rule.action())) {
        out.member("errnoRet", rule.errnoRet());
      }
      out.key("args").beginArray();
      for (SeccompArg arg : rule.args()) {
        out.beginObject().member("index", arg.index()).member("op", arg.op().name());
        out.key("value").value(unsigned(arg.value())).key("valueTwo");
        out.value(unsigned(arg.valueTwo())).endObject();
      }
      out.endArray().endObject();
    }
    return out.endArray().endObject().toString();
  }

  private static JsonValue unsigned(long value) {
    return new JsonNumber(Place.root(1, 1), Long.toUnsignedString(value));
  }

  /** Compares every number with arguments at the edges; returns the names left out. */
  private Set<String> compare(SeccompProfile profile, Architecture architecture) {
    long[] ours = SeccompCompiler.compile(profile, architecture);
    boolean large = profile.syscalls().size() > 32;
    LibseccompProfile theirs = new LibseccompProfile(profile, architecture, large);
    return compare(profile, ours, theirs, architecture);
  }

  private Set<String> compare(
      SeccompProfile profile, long[] ours, LibseccompProfile theirs, Architecture architecture) {
    Map<Integer, List<SeccompSyscall>> rules = rules(profile, architecture);
    int highest = rules.isEmpty() ? -1 : Collections.max(rules.keySet());
    Set<Integer> left = new HashSet<>();
    theirs.younger.forEach(name -> left.add(architecture.syscalls().number(name)));
    for (int nr : numbers(architecture)) {
      if (left.contains(nr)) {
        continue;
      }
      for (long[] args : arguments(rules.getOrDefault(nr, List.of()))) {
        compare(ours, theirs, profile, highest, architecture.audit(), nr, args);
      }
      for (int arch : ARCHES) {
        compare(ours, theirs, profile, highest, arch, nr, new long[6]);
      }
    }
    return theirs.younger;
  }

  private void compare(
      long[] ours,
      LibseccompProfile theirs,
      SeccompProfile profile,
      int highest,
      int arch,
      int nr,
      long[] args) {
    int expected = theirs.expected(profile, highest, nr, arch, args);
    int actual = BpfInterpreter.run(ours, SeccompData.words(nr, arch, args));
    if (expected != actual) {
      StringBuilder what = new StringBuilder("arch " + Integer.toHexString(arch) + " nr " + nr);
      for (long arg : args) {
        what.append(' ').append(Long.toHexString(arg));
      }
      fail(
          what
              + ": libseccomp "
              + Integer.toHexString(expected)
              + ", ours "
              + Integer.toHexString(actual)
              + ", rules "
              + rules(profile, Architecture.X86_64).get(nr)
              + " "
              + profile.defaultAction());
    }
    compared++;
  }

  private static Map<Integer, List<SeccompSyscall>> rules(
      SeccompProfile profile, Architecture architecture) {
    Map<Integer, List<SeccompSyscall>> rules = new HashMap<>();
    for (SeccompSyscall rule : profile.syscalls()) {
      for (String name : rule.names()) {
        int number = architecture.syscalls().number(name);
        if (number >= 0) {
          rules.computeIfAbsent(number, _ -> new ArrayList<>()).add(rule);
        }
      }
    }
    return rules;
  }

  /** All of the table, those between and after them, and what is no number of a call. */
  private static Set<Integer> numbers(Architecture architecture) {
    Set<Integer> numbers = new HashSet<>(architecture.syscalls().numbers().values());
    for (int nr = 0; nr < 600; nr++) {
      numbers.add(nr);
    }
    Collections.addAll(
        numbers,
        -1,
        -2,
        -100,
        1000,
        0x0fffffff,
        0x3fffffff,
        0x40000000,
        0x40000001,
        0x40000202,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0x900000,
        0x0f0005);
    return numbers;
  }

  /** Arguments at the edges of every condition, those of the others held and not. */
  private static List<long[]> arguments(List<SeccompSyscall> rules) {
    List<long[]> all = new ArrayList<>();
    all.add(new long[6]);
    all.add(new long[] {-1, -1, -1, -1, -1, -1});
    for (SeccompSyscall rule : rules) {
      long[] held = new long[6];
      for (SeccompArg arg : rule.args()) {
        held[arg.index()] = holds(arg);
      }
      for (SeccompArg arg : rule.args()) {
        for (long edge : edges(arg)) {
          long[] args = held.clone();
          args[arg.index()] = edge;
          all.add(args);
        }
      }
    }
    return all;
  }

  private static long holds(SeccompArg arg) {
    return switch (arg.op()) {
      case SCMP_CMP_EQ, SCMP_CMP_LE, SCMP_CMP_GE -> arg.value();
      case SCMP_CMP_NE, SCMP_CMP_GT -> arg.value() + 1;
      case SCMP_CMP_LT -> arg.value() - 1;
      case SCMP_CMP_MASKED_EQ -> arg.valueTwo() & arg.value();
    };
  }

  private static long[] edges(SeccompArg arg) {
    long v = arg.value();
    long two = arg.valueTwo();
    return new long[] {
      0,
      1,
      -1,
      v,
      v - 1,
      v + 1,
      ~v,
      v ^ 1L << 32,
      v + (1L << 32),
      v - (1L << 32),
      v & 0xffffffffL,
      v | 0xffffffffL,
      v >>> 32,
      v << 32,
      -v,
      v ^ Long.MIN_VALUE,
      two,
      two & v,
      two | ~v,
      two ^ 1,
      two ^ 1L << 32,
      two ^ 1L << 63,
      (two & v) ^ (v & -v),
    };
  }

  /**
   * A profile of what libseccomp takes and defines: of one call either one rule, with at most one
   * condition for each argument, or several that are equal to different values of one argument. Of
   * rules that overlap it says only that they are a union, and its tree of conditions does not try
   * the next rule where the last condition of one does not hold.
   */
  private static SeccompProfile profile(Random random, Architecture architecture) {
    SeccompAction byDefault = pick(random, ACTIONS);
    int defaultErrno = random.nextInt(200);
    List<String> names = new ArrayList<>(architecture.syscalls().numbers().keySet());
    Collections.sort(names);
    Collections.shuffle(names, random);
    int calls = random.nextInt(random.nextBoolean() ? 10 : 200);
    List<SeccompSyscall> rules = new ArrayList<>();
    for (String name : names.subList(0, calls)) {
      if (random.nextInt(4) == 0) {
        int index = random.nextInt(6);
        Set<Long> values = new HashSet<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
          long value = value(random);
          if (values.add(value)) {
            rules.add(rule(random, name, List.of(equal(index, value))));
          }
        }
      } else {
        rules.add(rule(random, name, conditions(random)));
      }
    }
    rules.removeIf(
        rule -> rule.action().verdict(rule.errnoRet()) == byDefault.verdict(defaultErrno));
    Collections.shuffle(rules, random);
    return new SeccompProfile(byDefault, defaultErrno, rules);
  }

  private static SeccompSyscall rule(Random random, String name, List<SeccompArg> args) {
    return new SeccompSyscall(List.of(name), pick(random, ACTIONS), random.nextInt(4095), args);
  }

  private static SeccompArg equal(int index, long value) {
    return new SeccompArg(index, value, 0, SeccompOperator.SCMP_CMP_EQ);
  }

  private static List<SeccompArg> conditions(Random random) {
    List<SeccompArg> args = new ArrayList<>();
    for (int index = 0; index < 6; index++) {
      if (random.nextInt(5) == 0) {
        SeccompOperator op = pick(random, List.of(SeccompOperator.values()));
        long value = value(random);
        long two = random.nextInt(4) == 0 ? value(random) : value(random) & value;
        args.add(new SeccompArg(index, value, two, op));
      }
    }
    Collections.shuffle(args, random);
    return args;
  }

  private static long value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextInt(100);
      case 2 -> 1L << random.nextInt(64);
      default -> VALUES[random.nextInt(VALUES.length)];
    };
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
