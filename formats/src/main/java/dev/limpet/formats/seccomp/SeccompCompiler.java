package dev.limpet.formats.seccomp;

import dev.limpet.formats.bpf.BpfAssembler;
import dev.limpet.formats.bpf.BpfInstruction;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a profile into a filter of classic BPF for one architecture.
 *
 * <p>The filter first refuses foreign ABIs: a call of another architecture kills the process, one
 * of x32 gets ENOSYS. Then it finds the call's number by binary search over ranges of numbers with
 * the same rules: about seven comparisons instead of a list of hundreds, which the kernel also
 * tries once for every number when the filter is loaded.
 *
 * <p>Where calls are refused with an errno by default, numbers above every one that the profile
 * names get ENOSYS instead: they are of a younger kernel than the profile, and programs fall back
 * to older calls on ENOSYS only. runc does the same. A profile that names no call has no age.
 */
public final class SeccompCompiler {
  private static final int ENOSYS = SeccompAction.SCMP_ACT_ERRNO.verdict(38);
  private static final int X32_BIT = 0x40000000;

  /** The number of a call that a tracer has taken away: it has x32's bit and is no call of x32. */
  private static final int TAKEN_AWAY = -1;

  private final BpfAssembler assembler;
  private final SeccompProfile profile;
  private final int fallback;

  /** Ranges: the first number of each, and the rules for its numbers. */
  private final List<Integer> starts = new ArrayList<>();

  private final List<List<SeccompSyscall>> rules = new ArrayList<>();

  private SeccompCompiler(SeccompProfile profile, BpfAssembler assembler) {
    this.assembler = assembler;
    this.profile = profile;
    this.fallback = profile.defaultAction().verdict(profile.defaultErrnoRet());
  }

  /**
   * The filter, packed as {@link BpfInstruction#packed} says.
   *
   * @throws IllegalArgumentException if it is longer than the kernel takes
   */
  public static long[] compile(SeccompProfile profile, Architecture architecture) {
    return compile(profile, architecture, null);
  }

  /**
   * The same for x86_64 with programs of i386 beside its own.
   *
   * @param i386 what holds for their calls; null where they are killed as of any foreign ABI
   */
  static long[] compile(
      SeccompProfile profile, Architecture architecture, @Nullable SeccompProfile i386) {
    BpfAssembler assembler = new BpfAssembler();
    SeccompCompiler other = i386 == null ? null : new SeccompCompiler(i386, assembler);
    return new SeccompCompiler(profile, assembler).compile(architecture, other);
  }

  private long[] compile(Architecture architecture, @Nullable SeccompCompiler i386) {
    // Written from the end: first what is jumped to.
    int kill = assembler.ret(SeccompAction.SCMP_ACT_KILL_PROCESS.verdict(0));
    int elsewhere = kill;
    if (i386 != null) {
      int calls = i386.calls(SyscallTable.parse(SyscallsI386.TABLE), false);
      elsewhere = assembler.jump(BpfInstruction.JEQ, SyscallsI386.AUDIT, calls, kill);
    }
    int calls = calls(architecture.syscalls(), architecture == Architecture.X86_64);
    assembler.jump(BpfInstruction.JEQ, architecture.audit(), calls, elsewhere);
    assembler.load(SeccompData.ARCH);
    long[] program = assembler.program();
    if (program.length > BpfInstruction.MAX_PROGRAM) {
      throw new IllegalArgumentException("the filter has " + program.length + " instructions");
    }
    return program;
  }

  /** What is done with a call of {@code table}: the label where its number is loaded. */
  private int calls(SyscallTable table, boolean x32) {
    int above = findRanges(table);
    boolean refuses = profile.defaultAction() == SeccompAction.SCMP_ACT_ERRNO && above > 0;
    int younger = assembler.ret(refuses ? ENOSYS : fallback);
    int foreign = assembler.ret(ENOSYS);
    int known = search(0, starts.size());
    int search = assembler.jump(BpfInstruction.JGE, above, younger, known);
    if (x32) {
      search = assembler.jump(BpfInstruction.JGE, X32_BIT, foreign, search);
      if (!refuses) {
        search = assembler.jump(BpfInstruction.JEQ, TAKEN_AWAY, younger, search);
      }
    }
    return assembler.load(SeccompData.NR);
  }

  /**
   * Fills {@link #starts} and {@link #rules}; returns the first number above all that are named.
   */
  private int findRanges(SyscallTable table) {
    List<List<SeccompSyscall>> byNumber = new ArrayList<>();
    for (SeccompSyscall rule : profile.syscalls()) {
      for (String name : rule.names()) {
        int number = table.number(name);
        if (number < 0) {
          continue;
        }
        while (byNumber.size() <= number) {
          byNumber.add(new ArrayList<>());
        }
        byNumber.get(number).add(rule);
      }
    }
    for (int number = 0; number < byNumber.size(); number++) {
      List<SeccompSyscall> its = byNumber.get(number);
      if (number == 0 || !sameEffect(rules.get(rules.size() - 1), its)) {
        starts.add(number);
        rules.add(its);
      }
    }
    if (starts.isEmpty()) {
      starts.add(0);
      rules.add(List.of());
    }
    return byNumber.size();
  }

  private boolean sameEffect(List<SeccompSyscall> some, List<SeccompSyscall> others) {
    return isConstant(some) && isConstant(others) && verdict(some) == verdict(others);
  }

  private static boolean isConstant(List<SeccompSyscall> its) {
    return its.isEmpty() || its.get(0).args().isEmpty();
  }

  private int verdict(List<SeccompSyscall> constant) {
    return constant.isEmpty() ? fallback : verdict(constant.get(0));
  }

  private static int verdict(SeccompSyscall rule) {
    return rule.action().verdict(rule.errnoRet());
  }

  /**
   * The search among the ranges {@code from} to {@code to}, the latter excluded; A is the number.
   */
  private int search(int from, int to) {
    if (to - from == 1) {
      return leaf(rules.get(from));
    }
    int middle = (from + to) >>> 1;
    int upper = search(middle, to);
    int lower = search(from, middle);
    return assembler.jump(BpfInstruction.JGE, starts.get(middle), upper, lower);
  }

  /** Rules of one call, tried in order. */
  private int leaf(List<SeccompSyscall> its) {
    int last = 0;
    while (last < its.size() && !its.get(last).args().isEmpty()) {
      last++;
    }
    int next = assembler.ret(last < its.size() ? verdict(its.get(last)) : fallback);
    for (int i = last - 1; i >= 0; i--) {
      int taken = assembler.ret(verdict(its.get(i)));
      next = new Conditions(assembler).all(its.get(i).args(), taken, next);
    }
    return next;
  }
}
