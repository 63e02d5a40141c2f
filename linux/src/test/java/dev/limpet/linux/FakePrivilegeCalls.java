package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fake's calls on privileges, and the few that are left. */
abstract class FakePrivilegeCalls extends FakeSignalCalls {
  private static final int BPF_RET = 0x06;
  private static final int BPF_CLASS = 0x07;
  private static final int MAX_HOSTNAME = 64;

  private static final int MAX_LAYERS = 16;

  private final List<long[]> filters = new ArrayList<>();
  private final List<String> rulesets = new ArrayList<>();

  /** The version of Landlock; 0 for a kernel without. */
  int landlock = 7;

  private final Map<String, Integer> interfaces = new TreeMap<>();
  private String hostname = "host";
  private final Map<Integer, long[]> limits = new TreeMap<>();
  private boolean subreaper;
  String release = "6.18.0";
  private byte random;

  FakePrivilegeCalls(FakeCredentials credentials) {
    super(credentials);
  }

  /** The seccomp filters that were installed, the first one first. */
  public final List<long[]> seccompFilters() {
    return List.copyOf(filters);
  }

  /** What Landlock holds the process to: a line for each ruleset. */
  public final List<String> rulesets() {
    return List.copyOf(rulesets);
  }

  public final String hostname() {
    return hostname;
  }

  /** The flags that an interface was given, 0 if none were. */
  public final int interfaceFlags(String name) {
    return interfaces.getOrDefault(name, 0);
  }

  public final boolean isSubreaper() {
    return subreaper;
  }

  @Override
  void becomeChild() {
    super.becomeChild();
    subreaper = false;
  }

  @Override
  public void setrlimit(int resource, long soft, long hard) {
    begin(
        "setrlimit",
        Subject.rlimit(resource),
        Subject.rlimit(resource),
        Long.toUnsignedString(soft),
        Long.toUnsignedString(hard));
    if (Long.compareUnsigned(soft, hard) > 0 || resource < 0 || resource > 15) {
      throw fail(Errno.EINVAL);
    }
    long[] before = limits.getOrDefault(resource, new long[] {-1, -1});
    if (Long.compareUnsigned(hard, before[1]) > 0) {
      checkCapability("CAP_SYS_RESOURCE");
    }
    limits.put(resource, new long[] {soft, hard});
    returns(0);
  }

  @Override
  public int prctl(int option, long first, long second, long third, long fourth) {
    begin(
        "prctl",
        PrctlOptions.name(option),
        PrctlOptions.name(option),
        String.valueOf(first),
        String.valueOf(second));
    return switch (option) {
      case Flags.PR_SET_PDEATHSIG -> {
        if (first < 0 || first > Flags.SIGMAX) {
          throw fail(Errno.EINVAL);
        }
        yield 0;
      }
      case Flags.PR_SET_CHILD_SUBREAPER -> {
        subreaper = first != 0;
        yield 0;
      }
      case Flags.PR_SET_NO_NEW_PRIVS -> {
        if (first != 1 || second != 0 || third != 0 || fourth != 0) {
          throw fail(Errno.EINVAL);
        }
        credentials.noNewPrivs = true;
        yield 0;
      }
      case Flags.PR_GET_NO_NEW_PRIVS -> returns(credentials.noNewPrivs ? 1 : 0);
      case Flags.PR_SET_DUMPABLE -> {
        if (first != 0 && first != 1) {
          throw fail(Errno.EINVAL);
        }
        credentials.dumpable = (int) first;
        yield 0;
      }
      case Flags.PR_GET_DUMPABLE -> returns(credentials.dumpable);
      case Flags.PR_SET_KEEPCAPS -> {
        credentials.keepCaps = first != 0;
        yield 0;
      }
      case Flags.PR_GET_KEEPCAPS -> returns(credentials.keepCaps ? 1 : 0);
      case Flags.PR_GET_SECCOMP -> returns(filters.isEmpty() ? 0 : 2);
      case Flags.PR_SET_SECUREBITS -> {
        checkCapability("CAP_SETPCAP");
        credentials.securebits = (int) first;
        yield 0;
      }
      case Flags.PR_GET_SECUREBITS -> returns(credentials.securebits);
      case Flags.PR_CAPBSET_READ -> {
        checkKnownCapability(first);
        yield returns((int) (credentials.bounding >>> first & 1));
      }
      case Flags.PR_CAPBSET_DROP -> {
        checkCapability("CAP_SETPCAP");
        checkKnownCapability(first);
        credentials.bounding &= ~(1L << first);
        yield 0;
      }
      case Flags.PR_CAP_AMBIENT -> returns(ambient((int) first, second));
      default -> throw fail(Errno.EINVAL);
    };
  }

  private void checkKnownCapability(long number) {
    if (number < 0 || number >= Capabilities.COUNT) {
      throw fail(Errno.EINVAL);
    }
  }

  private int ambient(int operation, long capability) {
    if (operation == Flags.PR_CAP_AMBIENT_CLEAR_ALL) {
      if (capability != 0) {
        throw fail(Errno.EINVAL);
      }
      credentials.ambient = 0;
      return 0;
    }
    checkKnownCapability(capability);
    long bit = 1L << capability;
    switch (operation) {
      case Flags.PR_CAP_AMBIENT_IS_SET -> {
        return (credentials.ambient & bit) == 0 ? 0 : 1;
      }
      case Flags.PR_CAP_AMBIENT_RAISE -> {
        if ((credentials.permitted & credentials.inheritable & bit) == 0) {
          throw fail(Errno.EPERM);
        }
        credentials.ambient |= bit;
      }
      case Flags.PR_CAP_AMBIENT_LOWER -> credentials.ambient &= ~bit;
      default -> throw fail(Errno.EINVAL);
    }
    return 0;
  }

  @Override
  public void capset(long effective, long permitted, long inheritable) {
    begin(
        "capset",
        "",
        FakeTranscript.hex(effective),
        FakeTranscript.hex(permitted),
        FakeTranscript.hex(inheritable));
    // Bits above the last capability are dropped without a word, as the kernel does.
    long newPermitted = permitted & FakeCredentials.ALL;
    long newEffective = effective & FakeCredentials.ALL;
    long newInheritable = inheritable & FakeCredentials.ALL;
    long mayInherit = credentials.inheritable | credentials.permitted;
    if (credentials.has("CAP_SETPCAP")) {
      mayInherit |= FakeCredentials.ALL;
    }
    mayInherit &= credentials.inheritable | credentials.bounding;
    if ((newPermitted & ~credentials.permitted) != 0
        || (newEffective & ~newPermitted) != 0
        || (newInheritable & ~mayInherit) != 0) {
      throw fail(Errno.EPERM);
    }
    credentials.permitted = newPermitted;
    credentials.effective = newEffective;
    credentials.inheritable = newInheritable;
    credentials.ambient &= newPermitted & newInheritable;
  }

  @Override
  public int seccomp_listener(int flags, long[] filter) {
    throw unmodelled("listeners to system calls");
  }

  @Override
  public void chroot(String path) {
    throw unmodelled("chroot");
  }

  @Override
  public void setresuid(int real, int effective, int saved) {
    throw unmodelled("other users");
  }

  @Override
  public void setresgid(int real, int effective, int saved) {
    throw unmodelled("other groups");
  }

  @Override
  public void setgroups(int[] groups) {
    throw unmodelled("supplementary groups");
  }

  @Override
  public int personality(int persona) {
    throw unmodelled("execution domains");
  }

  @Override
  public void ioprio_set(int priority) {
    throw unmodelled("scheduling");
  }

  @Override
  public void sched_setattr(
      int policy, long flags, int nice, int priority, long runtime, long deadline, long period) {
    throw unmodelled("scheduling");
  }

  /** Processors that this process was told to run on, 0 where it never was; there are two. */
  private long processors;

  /** The processors that it may run on, as a set of bits. */
  public final long processors() {
    return processors;
  }

  @Override
  public void sched_setaffinity(int pid, long[] mask) {
    begin("sched_setaffinity", pid == 0 ? "" : "process " + pid, String.valueOf(pid));
    if (pid != 0 && pid != getpid()) {
      if (children.containsKey(pid)) {
        throw unmodelled("others' processors");
      }
      throw fail(Errno.ESRCH);
    }
    long usable = mask.length == 0 ? 0 : mask[0] & 3;
    if (usable == 0) {
      throw fail(Errno.EINVAL);
    }
    processors = usable;
  }

  @Override
  public void setdomainname(String name) {
    throw unmodelled("domain names");
  }

  @Override
  public void seccomp(int flags, long[] filter) {
    begin("seccomp", "", FakeTranscript.hex(flags), filter.length + " instructions");
    checkFlags(
        flags,
        Flags.SECCOMP_FILTER_FLAG_TSYNC
            | Flags.SECCOMP_FILTER_FLAG_LOG
            | Flags.SECCOMP_FILTER_FLAG_SPEC_ALLOW);
    if (filter.length == 0 || filter.length > 4096) {
      throw fail(Errno.EINVAL);
    }
    if (!credentials.noNewPrivs && !credentials.has("CAP_SYS_ADMIN")) {
      throw fail(Errno.EACCES);
    }
    if ((SockFilter.code(filter[filter.length - 1]) & BPF_CLASS) != BPF_RET) {
      throw fail(Errno.EINVAL);
    }
    filters.add(filter.clone());
  }

  @Override
  public int landlock_create_ruleset(long handledNet, long scoped, int flags) {
    begin(
        "landlock_create_ruleset",
        "",
        FakeTranscript.hex(handledNet),
        FakeTranscript.hex(scoped),
        FakeTranscript.hex(flags));
    if (landlock == 0) {
      throw fail(Errno.ENOSYS);
    }
    checkFlags(flags, Flags.LANDLOCK_CREATE_RULESET_VERSION);
    if (flags != 0) {
      return returns(landlock);
    }
    if ((landlock < 4 && handledNet != 0) || (landlock < 6 && scoped != 0)) {
      throw fail(Errno.E2BIG);
    }
    checkFlags(
        handledNet, Flags.LANDLOCK_ACCESS_NET_BIND_TCP | Flags.LANDLOCK_ACCESS_NET_CONNECT_TCP);
    checkFlags(scoped, Flags.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | Flags.LANDLOCK_SCOPE_SIGNAL);
    if (handledNet == 0 && scoped == 0) {
      throw fail(Errno.ENOMSG);
    }
    return returns(descriptors.open(new FakeFile.Ruleset(handledNet, scoped), true));
  }

  @Override
  public void landlock_add_rule(int ruleset, long access, long port) {
    begin(
        "landlock_add_rule",
        Subject.descriptor(ruleset),
        String.valueOf(ruleset),
        FakeTranscript.hex(access),
        String.valueOf(port));
    FakeFile.Ruleset rules = ruleset(ruleset);
    if (access == 0) {
      throw fail(Errno.ENOMSG);
    }
    checkFlags(access, rules.handledNet);
    if (port < 0 || port > 0xffff) {
      throw fail(Errno.EINVAL);
    }
    rules.ports.merge(port, access, (before, more) -> before | more);
  }

  @Override
  public void landlock_restrict_self(int ruleset, int flags) {
    begin(
        "landlock_restrict_self",
        Subject.descriptor(ruleset),
        String.valueOf(ruleset),
        FakeTranscript.hex(flags));
    if (!credentials.noNewPrivs && !credentials.has("CAP_SYS_ADMIN")) {
      throw fail(Errno.EPERM);
    }
    checkFlags(flags, 0);
    FakeFile.Ruleset rules = ruleset(ruleset);
    if (rulesets.size() == MAX_LAYERS) {
      throw fail(Errno.E2BIG);
    }
    rulesets.add(rules.toString());
  }

  private FakeFile.Ruleset ruleset(int fd) {
    if (file(fd) instanceof FakeFile.Ruleset rules) {
      return rules;
    }
    throw fail(Errno.EBADFD);
  }

  @Override
  public void sethostname(String name) {
    begin("sethostname", name, FakeTranscript.quoted(name));
    checkString(name);
    if (!credentials.has("CAP_SYS_ADMIN") || !owns(Flags.CLONE_NEWUTS)) {
      throw fail(Errno.EPERM);
    }
    if (OsString.encode(name).length > MAX_HOSTNAME) {
      throw fail(Errno.EINVAL);
    }
    hostname = name;
  }

  @Override
  public void ioctl_SIOCSIFFLAGS(int fd, String name, int flags) {
    begin(
        "ioctl SIOCSIFFLAGS",
        name,
        String.valueOf(fd),
        FakeTranscript.quoted(name),
        FakeTranscript.hex(flags));
    checkString(name);
    if (!(file(fd) instanceof FakeFile.Socket)) {
      throw fail(Errno.ENOTTY);
    }
    if (!credentials.has("CAP_NET_ADMIN") || !owns(Flags.CLONE_NEWNET)) {
      throw fail(Errno.EPERM);
    }
    if (!name.equals("lo")) {
      throw fail(Errno.ENODEV);
    }
    interfaces.put(name, flags);
  }

  @Override
  public int ioctl_KVM_GET_API_VERSION(int fd) {
    begin("ioctl KVM_GET_API_VERSION", Subject.descriptor(fd), String.valueOf(fd));
    boolean kvm =
        file(fd) instanceof FakeFile.At at
            && at.place.node().isDevice()
            && at.place.node().name.equals("kvm");
    if (!kvm) {
      throw fail(Errno.ENOTTY);
    }
    return returns(12);
  }

  @Override
  public String uname() {
    begin("uname", "");
    return release;
  }

  @Override
  public void getrandom(byte[] buffer) {
    begin("getrandom", "", String.valueOf(buffer.length));
    for (int i = 0; i < buffer.length; i++) {
      random = (byte) (random * 37 + 101);
      buffer[i] = random;
    }
  }
}
