package dev.limpet.linux;

import dev.limpet.linux.raw.Nr;
import dev.limpet.linux.raw.Raw;
import java.util.Objects;

/**
 * The kernel that this process runs on. One per process is enough; it is not for use by several
 * threads.
 *
 * <p>{@link #clone} leaves nothing stale behind in the child: the C library's record of its thread
 * id is set by the kernel, and the rest (heap, scratch memory) is a copy. Nothing of the language's
 * runtime reaches a program that {@link #execve} starts: it has no handlers, blocks no signals and
 * opens no descriptors.
 */
public final class SystemKernel extends BpfCalls {
  /** _LINUX_CAPABILITY_VERSION_3: sets of 64 bits, in two halves. */
  private static final int CAPABILITY_VERSION = 0x20080522;

  private static final int SECCOMP_SET_MODE_FILTER = 1;

  /** BPF_MAXINSNS. */
  private static final int MAX_FILTER = 4096;

  /** {@code struct landlock_ruleset_attr} up to its version 6: files, network, scopes. */
  private static final int RULESET_SIZE = 24;

  private static final int LANDLOCK_RULE_NET_PORT = 2;

  private static final int SIOCSIFFLAGS = 0x8914;

  private static final int KVM_GET_API_VERSION = 0xae00;

  /** {@code struct ifreq}: a name of 16 bytes, then a union of 24. */
  private static final int IFNAMSIZ = 16;

  private static final int IFREQ_SIZE = 40;

  // struct new_utsname, linux/utsname.h.
  private static final int UTSNAME_SIZE = 6 * 65;
  private static final int UTSNAME_RELEASE = 2 * 65;

  private static final int MAX_POLL = 1024;
  private static final int POLLFD_SIZE = 8;

  @Override
  public int getuid() {
    return (int) plain(Nr.getuid(), 0, 0, 0);
  }

  @Override
  public int geteuid() {
    return (int) plain(Nr.geteuid(), 0, 0, 0);
  }

  @Override
  public int getgid() {
    return (int) plain(Nr.getgid(), 0, 0, 0);
  }

  @Override
  public int getegid() {
    return (int) plain(Nr.getegid(), 0, 0, 0);
  }

  @Override
  public int prctl(int option, long arg2, long arg3, long arg4, long arg5) {
    long result =
        PrctlOptions.takesNumbersOnly(option)
            ? Raw.syscall(Nr.prctl(), option, arg2, arg3, arg4, arg5, 0)
            : -Errno.EINVAL;
    if (result < 0) {
      throw failure("prctl", PrctlOptions.name(option), result);
    }
    return (int) result;
  }

  @Override
  public void setrlimit(int resource, long soft, long hard) {
    scratch.begin();
    long limit = scratch.zeroed(16);
    if (limit != 0) {
      Raw.pokeLong(limit, soft);
      Raw.pokeLong(limit + 8, hard);
    }
    checked("setrlimit", Subject.rlimit(resource), call(Nr.prlimit64(), 0, resource, limit, 0));
  }

  @Override
  public void capset(long effective, long permitted, long inheritable) {
    scratch.begin();
    long header = scratch.zeroed(8);
    long data = scratch.zeroed(24);
    if (data != 0) {
      Raw.pokeInt(header, CAPABILITY_VERSION);
      for (int half = 0; half < 2; half++) {
        Raw.pokeInt(data + half * 12L, (int) (effective >>> (half * 32)));
        Raw.pokeInt(data + half * 12L + 4, (int) (permitted >>> (half * 32)));
        Raw.pokeInt(data + half * 12L + 8, (int) (inheritable >>> (half * 32)));
      }
    }
    checked("capset", "", call(Nr.capset(), header, data, 0));
  }

  @Override
  public void seccomp(int flags, long[] filter) {
    seccomp_listener(flags, filter);
  }

  @Override
  public int seccomp_listener(int flags, long[] filter) {
    scratch.begin();
    long result = -Errno.EINVAL;
    if (filter.length <= MAX_FILTER) {
      long instructions = scratch.reserve(filter.length * 8L);
      long program = scratch.zeroed(16);
      if (program != 0) {
        for (int i = 0; i < filter.length; i++) {
          Raw.pokeLong(instructions + i * 8L, filter[i]);
        }
        Raw.pokeShort(program, (short) filter.length);
        Raw.pokeLong(program + 8, instructions);
      }
      result = call(Nr.seccomp(), SECCOMP_SET_MODE_FILTER, flags, program);
    }
    return checked("seccomp", "", result);
  }

  @Override
  public int landlock_create_ruleset(long handledNet, long scoped, int flags) {
    scratch.begin();
    boolean empty = (flags & Flags.LANDLOCK_CREATE_RULESET_VERSION) != 0;
    long attributes = scratch.zeroed(RULESET_SIZE);
    if (attributes != 0) {
      Raw.pokeLong(attributes + 8, handledNet);
      Raw.pokeLong(attributes + 16, scoped);
    }
    long result =
        call(Nr.landlock_create_ruleset(), empty ? 0 : attributes, empty ? 0 : RULESET_SIZE, flags);
    return checked("landlock_create_ruleset", "", result);
  }

  @Override
  public void landlock_add_rule(int ruleset, long access, long port) {
    scratch.begin();
    long rule = scratch.zeroed(16);
    if (rule != 0) {
      Raw.pokeLong(rule, access);
      Raw.pokeLong(rule + 8, port);
    }
    long result = call(Nr.landlock_add_rule(), ruleset, LANDLOCK_RULE_NET_PORT, rule, 0);
    checked("landlock_add_rule", ruleset, result);
  }

  @Override
  public void landlock_restrict_self(int ruleset, int flags) {
    checked(
        "landlock_restrict_self", ruleset, plain(Nr.landlock_restrict_self(), ruleset, flags, 0));
  }

  @Override
  public void sethostname(String name) {
    scratch.begin();
    long address = scratch.string(name);
    long length = address == 0 ? 0 : CString.length(address);
    checked("sethostname", name, call(Nr.sethostname(), address, length, 0));
  }

  @Override
  public void ioctl_SIOCSIFFLAGS(int fd, String name, int flags) {
    scratch.begin();
    long request = scratch.zeroed(IFREQ_SIZE);
    long string = scratch.string(name);
    long result = scratch.failure();
    if (result == 0) {
      int length = CString.length(string);
      if (length >= IFNAMSIZ) {
        result = -Errno.ENODEV;
      } else {
        for (int i = 0; i < length; i++) {
          Raw.pokeByte(request + i, Raw.peekByte(string + i));
        }
        Raw.pokeShort(request + IFNAMSIZ, (short) flags);
        result = call(Nr.ioctl(), fd, SIOCSIFFLAGS, request);
      }
    }
    checked("ioctl SIOCSIFFLAGS", name, result);
  }

  @Override
  public int ioctl_KVM_GET_API_VERSION(int fd) {
    return checked("ioctl KVM_GET_API_VERSION", fd, plain(Nr.ioctl(), fd, KVM_GET_API_VERSION, 0));
  }

  @Override
  public int ppoll(int[] fds, int[] events, int[] revents, long timeoutNanos) {
    int count = fds.length;
    Objects.checkFromIndexSize(0, count, events.length);
    Objects.checkFromIndexSize(0, count, revents.length);
    Objects.checkFromToIndex(0, count, MAX_POLL);
    scratch.begin();
    long array = scratch.zeroed(count * POLLFD_SIZE);
    long timeout = timeoutNanos < 0 ? 0 : timespec(timeoutNanos);
    if (scratch.failure() == 0) {
      for (int i = 0; i < count; i++) {
        Raw.pokeInt(array + i * 8L, fds[i]);
        Raw.pokeShort(array + i * 8L + 4, (short) events[i]);
      }
    }
    int ready = checked("ppoll", "", call(Nr.ppoll(), array, count, timeout, 0));
    for (int i = 0; i < count; i++) {
      revents[i] = Raw.peekShort(array + i * 8L + 6) & 0xffff;
    }
    return ready;
  }

  @Override
  public String uname() {
    scratch.begin();
    long fields = scratch.zeroed(UTSNAME_SIZE);
    checked("uname", "", call(Nr.uname(), fields, 0, 0));
    return CString.read(fields + UTSNAME_RELEASE);
  }

  @Override
  public void getrandom(byte[] buffer) {
    int done = 0;
    while (done < buffer.length) {
      done += random(buffer, done);
    }
  }

  private int random(byte[] buffer, int from) {
    scratch.begin();
    int length = Math.min(buffer.length - from, 256);
    long bytes = scratch.reserve(length);
    int got = checked("getrandom", "", call(Nr.getrandom(), bytes, length, 0));
    for (int i = 0; i < got; i++) {
      buffer[from + i] = Raw.peekByte(bytes + i);
      // What was random once does not lie about.
      Raw.pokeByte(bytes + i, (byte) 0);
    }
    return got;
  }

  @Override
  public long clock_gettime(int clock) {
    scratch.begin();
    long time = scratch.zeroed(16);
    checked("clock_gettime", "", call(Nr.clock_gettime(), clock, time, 0));
    return Raw.peekLong(time) * 1_000_000_000L + Raw.peekLong(time + 8);
  }
}
