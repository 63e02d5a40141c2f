package dev.limpet.formats.seccomp;

import dev.limpet.formats.oci.SeccompConfig;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code linux.seccomp} of a config.json, compiled for a machine. Where it has i386 among its
 * architectures, programs of 32 bits run on x86_64, held to the same rules.
 */
public final class ConfigFilter {
  private final long[] program;
  private final int flags;
  private final List<String> notes;

  private ConfigFilter(long[] program, int flags, List<String> notes) {
    this.program = program;
    this.flags = flags;
    this.notes = List.copyOf(notes);
  }

  /**
   * The filter.
   *
   * @throws IllegalArgumentException if it is longer than the kernel takes
   */
  public static ConfigFilter of(SeccompConfig config, Architecture architecture) {
    SeccompProfile written = config.profile();
    SeccompUnion union = union(written, architecture.syscalls());
    boolean i386 =
        architecture == Architecture.X86_64 && config.architectures().contains("SCMP_ARCH_X86");
    SeccompUnion ofI386 = union(written, SyscallTable.parse(SyscallsI386.TABLE));
    for (SeccompSyscall rule : written.syscalls()) {
      for (String name : rule.names()) {
        SeccompSyscall one = named(name, rule);
        union.add(one);
        if (i386) {
          SyscallsI386.rules(one).forEach(ofI386::add);
        }
      }
    }
    SeccompProfile other = i386 ? profile(written, ofI386) : null;
    long[] program = SeccompCompiler.compile(profile(written, union), architecture, other);
    List<String> notes = new ArrayList<>();
    List<String> unserved = new ArrayList<>(config.architectures());
    unserved.removeAll(
        List.of(
            "SCMP_ARCH_" + architecture.name(), "SCMP_ARCH_NATIVE", i386 ? "SCMP_ARCH_X86" : ""));
    if (!unserved.isEmpty()) {
      notes.add("calls of other architectures are not served: " + String.join(" ", unserved));
    }
    notes.addAll(union.notes());
    return new ConfigFilter(program, config.flags(), notes);
  }

  private static SeccompUnion union(SeccompProfile written, SyscallTable table) {
    return new SeccompUnion(table, written.defaultAction(), written.defaultErrnoRet());
  }

  private static SeccompSyscall named(String name, SeccompSyscall rule) {
    return new SeccompSyscall(List.of(name), rule.action(), rule.errnoRet(), rule.args());
  }

  private static SeccompProfile profile(SeccompProfile written, SeccompUnion union) {
    return new SeccompProfile(written.defaultAction(), written.defaultErrnoRet(), union.rules());
  }

  /** The instructions, each a struct sock_filter. */
  public long[] program() {
    return program.clone();
  }

  /** SECCOMP_FILTER_FLAG_* with which it is to be installed. */
  public int flags() {
    return flags;
  }

  /** What of the configuration has no effect here, a line for each. */
  public List<String> notes() {
    return notes;
  }
}
