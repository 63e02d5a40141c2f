package dev.limpet.linux;

import org.jspecify.annotations.Nullable;

/**
 * The Linux kernel, as far as Limpet uses it: one method per system call, under the call's own
 * name.
 *
 * <p>Paths and other strings are {@link OsString}s: Java strings in which every byte that is not
 * UTF-8 stands as a lone surrogate, so that any sequence of bytes survives the way in and out. A
 * string that holds a NUL is refused with EINVAL. Flags are the kernel's, named in {@link Flags}.
 * Descriptors are plain {@code int}s, as in the kernel; {@code AT_FDCWD} is {@link Flags#AT_FDCWD}.
 *
 * <p>Every method throws {@link ErrnoException} where the call fails, unless it says that it
 * returns the errno.
 */
public interface Kernel {
  // Files and descriptors

  int openat(int dirfd, String path, int flags, int mode);

  /** openat2(2) with {@code resolve} as in struct open_how. */
  int openat2(int dirfd, String path, long flags, long mode, long resolve);

  void close(int fd);

  void close_range(int first, int last, int flags);

  /** Returns the number of bytes read, 0 at the end. */
  int read(int fd, byte[] buffer, int offset, int length);

  /** Returns the number of bytes written, which may be fewer than {@code length}. */
  int write(int fd, byte[] buffer, int offset, int length);

  int fcntl(int fd, int command, long argument);

  int dup3(int oldfd, int newfd, int flags);

  void pipe2(int[] fds, int flags);

  void mkdirat(int dirfd, String path, int mode);

  void mknodat(int dirfd, String path, int mode, long device);

  void symlinkat(String target, int dirfd, String path);

  String readlinkat(int dirfd, String path);

  void unlinkat(int dirfd, String path, int flags);

  /** Gives a file another name; what had that name before is replaced, at once. */
  void renameat(int olddirfd, String oldpath, int newdirfd, String newpath);

  /** Gives a file one more name, which must be free; a symbolic link is not followed. */
  void linkat(int olddirfd, String oldpath, int newdirfd, String newpath, int flags);

  /**
   * Sets owner and group; -1 leaves one as it is. It takes the setuid bit and capabilities away.
   *
   * @param flags AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH
   */
  void fchownat(int dirfd, String path, int uid, int gid, int flags);

  /** Sets the permission bits, with setuid, setgid and sticky; follows a symbolic link. */
  void fchmodat(int dirfd, String path, int mode);

  /**
   * Sets the times of last access and modification, each in seconds and nanoseconds since the
   * epoch.
   *
   * @param flags AT_SYMLINK_NOFOLLOW
   */
  void utimensat(
      int dirfd,
      String path,
      long accessSeconds,
      long accessNanos,
      long modificationSeconds,
      long modificationNanos,
      int flags);

  /**
   * Sets an extended attribute of a file, itself where it is a symbolic link.
   *
   * @param flags 0, XATTR_CREATE or XATTR_REPLACE
   */
  void lsetxattr(String path, String name, byte[] value, int flags);

  /** Waits until all that was written to the file system of {@code fd} is on its disk. */
  void syncfs(int fd);

  /**
   * Reads entries of a directory into {@code buffer} as {@code struct linux_dirent64}, see {@link
   * DirectoryEntries}; returns the number of bytes, 0 at the end.
   */
  int getdents64(int fd, byte[] buffer);

  /**
   * flock(2): LOCK_SH, LOCK_EX or LOCK_UN, with LOCK_NB. The lock belongs to the open file, which
   * duplicates and children share.
   */
  void flock(int fd, int operation);

  /** A file in memory that has no path; {@code flags} are MFD_*. */
  int memfd_create(String name, int flags);

  /** The mode, uid, gid and device of a file, by statx(2) with {@code flags} (AT_*). */
  FileStatus statx(int dirfd, String path, int flags);

  void chdir(String path);

  void fchdir(int fd);

  String getcwd();

  /** Makes a directory this process's root; its mounts stay where they are. */
  void chroot(String path);

  int umask(int mask);

  // Mounts

  void mount(
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data);

  void umount2(String target, int flags);

  void pivot_root(String newRoot, String putOld);

  int open_tree(int dirfd, String path, int flags);

  void move_mount(int fromFd, String fromPath, int toFd, String toPath, int flags);

  void mount_setattr(int dirfd, String path, int flags, long set, long clear, long propagation);

  /**
   * mount_setattr(2) with MOUNT_ATTR_IDMAP: owners show as the map of a user namespace has it.
   *
   * @param userns a descriptor of that namespace
   */
  void mount_setattr_idmap(int dirfd, String path, int flags, int userns);

  int fsopen(String type, int flags);

  /** fsconfig(2); {@code key} and {@code value} as {@code command} wants them. */
  void fsconfig(int fd, int command, @Nullable String key, @Nullable String value, int aux);

  int fsmount(int fd, int flags, int attributes);

  // Processes

  /**
   * clone(2) with {@code flags} and no new stack: returns the child's pid in the parent and 0 in
   * the child, which goes on with a copy of the whole process. CLONE_VM is refused with EINVAL.
   */
  int clone(long flags);

  /**
   * clone3(2): {@link #clone(long)} of a child that begins in a cgroup of version 2 (from Linux 5.7
   * on), where it need not be moved to.
   *
   * @param flags with the exit signal in the lowest byte
   * @param cgroup a descriptor of the cgroup's directory
   */
  int clone(long flags, int cgroup);

  /**
   * clone(2), twice: a guest, and a holder between this process and it. The holder begins the
   * namespaces of {@code flags}. It never runs a program: the kernel kills it when this process
   * ends, and with it, where it is the first of a pid namespace, all that is in there. It ends when
   * the guest does, with the guest's exit code or with 128 + the signal that ended it.
   *
   * <p>The guest, made with {@code guestFlags} in addition, runs {@code child} in this process's
   * memory, while this one waits until it has executed a program or exited. Nothing is copied,
   * which makes it the cheapest way to a new program. What {@code child} changes in memory stays
   * changed; descriptors, directories, signals and privileges are its own. Where it returns or
   * throws, it exits with {@link ExitCode#FAILURE}.
   *
   * <p>Where the guest takes long to be executed, and meanwhile one of the blocked signals {@code
   * impatience} comes or {@code deadline} passes, both are killed.
   *
   * @param impatience a signal set
   * @param deadline nanoseconds of CLOCK_MONOTONIC, 0 for none
   * @param pidfd the first element becomes a descriptor of the guest, closed by execve
   * @return the holder's pid
   */
  int clone(
      long flags, long guestFlags, long impatience, long deadline, int[] pidfd, Runnable child);

  void unshare(int flags);

  void setns(int fd, int nsType);

  /**
   * execve(2). Returns the errno: where the call works nothing returns.
   *
   * @param argv the arguments, the program's own name first
   * @param envp the environment, each {@code NAME=value}
   */
  int execve(String path, String[] argv, String[] envp);

  /**
   * wait4(2) for {@code pid} (-1: any child) with {@code options} (WNOHANG …). Returns the pid, or
   * 0 where WNOHANG found none; {@code status[0]} then holds the wait status, see {@link
   * WaitStatus}.
   */
  int wait4(int pid, int[] status, int options);

  /**
   * The same, and {@code usage} (at least 3 long) becomes what the child and the descendants that
   * it waited for used: microseconds of user and of system time, and the largest resident set of
   * any one of them in KiB (getrusage(2)).
   */
  int wait4(int pid, int[] status, int options, long[] usage);

  void kill(int pid, int signal);

  int pidfd_open(int pid, int flags);

  /**
   * kill(2) for the process of a descriptor: ESRCH once it has been waited for.
   *
   * @param flags 0, or PIDFD_SIGNAL_PROCESS_GROUP for its whole process group (Linux 6.9; EINVAL
   *     before)
   */
  void pidfd_send_signal(int pidfd, int signal, int flags);

  void exit_group(int code);

  int getpid();

  int getppid();

  int getuid();

  int geteuid();

  int getgid();

  int getegid();

  /** The process group of a process; {@code pid} 0 is this one. */
  int getpgid(int pid);

  int setsid();

  /**
   * keyctl(2) KEYCTL_JOIN_SESSION_KEYRING without a name: this process and those that it makes have
   * a new and empty session keyring. Returns its serial number.
   */
  int keyctl_JOIN_SESSION_KEYRING();

  // Signals: a set is a bit mask, bit n-1 for signal n

  /** Returns the old mask. */
  long rt_sigprocmask(int how, long set);

  /**
   * Waits for one of {@code set} and returns it. With a timeout (nanoseconds, negative: none) that
   * passes, returns 0. Interruptions by other signals are not reported: the wait goes on.
   */
  int rt_sigtimedwait(long set, long timeoutNanos);

  /**
   * The same, and {@code code[0]} becomes the signal's si_code, which says where it came from:
   * {@link Flags#SI_KERNEL} for a key at the terminal, {@link Flags#SI_USER} for kill(2).
   */
  default int rt_sigtimedwait(long set, long timeoutNanos, int[] code) {
    code[0] = Flags.SI_USER;
    return rt_sigtimedwait(set, timeoutNanos);
  }

  /**
   * A descriptor that is ready to read while one of {@code set} is pending for this process, which
   * keeps them blocked; or, with {@code fd} not negative, that descriptor with another set.
   *
   * @param flags SFD_*
   */
  int signalfd4(int fd, long set, int flags);

  /** Sets a signal's disposition to SIG_DFL (0) or SIG_IGN (1). */
  void rt_sigaction(int signal, int disposition);

  // Privileges

  /**
   * Sets a limit of this process, prlimit(2).
   *
   * @param resource RLIMIT_*
   * @param soft the limit in force, unsigned, in its own unit
   * @param hard how far it may be raised again
   */
  void setrlimit(int resource, long soft, long hard);

  int prctl(int option, long arg2, long arg3, long arg4, long arg5);

  /** Sets real, effective and saved user id; -1 leaves one as it is. */
  void setresuid(int real, int effective, int saved);

  /** The same for the group id. */
  void setresgid(int real, int effective, int saved);

  /** Sets the supplementary groups. */
  void setgroups(int[] groups);

  /** Sets the execution domain, PER_* with its flags; returns the one before. */
  int personality(int persona);

  /** ioprio_set(2) for this process: {@code class << 13 | level} of linux/ioprio.h. */
  void ioprio_set(int priority);

  /**
   * sched_setattr(2) for this process: {@code struct sched_attr} up to its period.
   *
   * @param policy SCHED_*
   * @param flags SCHED_FLAG_*
   * @param nice for SCHED_OTHER and SCHED_BATCH
   * @param priority for SCHED_FIFO and SCHED_RR
   * @param runtime nanoseconds, for SCHED_DEADLINE, as the next two
   */
  void sched_setattr(
      int policy, long flags, int nice, int priority, long runtime, long deadline, long period);

  /**
   * Lets a process run on the processors of {@code processors} only, as far as its cgroup does: bit
   * {@code n % 64} of element {@code n / 64} stands for processor n.
   *
   * @param pid 0 for this process
   */
  void sched_setaffinity(int pid, long[] processors);

  /** Sets the three capability sets of the calling thread, each a bit mask. */
  void capset(long effective, long permitted, long inheritable);

  /**
   * SECCOMP_SET_MODE_FILTER. Each element of {@code filter} is one struct sock_filter, see {@link
   * SockFilter}.
   */
  void seccomp(int flags, long[] filter);

  /**
   * The same with SECCOMP_FILTER_FLAG_NEW_LISTENER in {@code flags}: returns a descriptor, closed
   * by execve, of the calls that the filter answers with SECCOMP_RET_USER_NOTIF.
   */
  int seccomp_listener(int flags, long[] filter);

  /**
   * bpf(2) BPF_PROG_LOAD: returns a descriptor, closed by execve, of the program.
   *
   * @param type BPF_PROG_TYPE_*
   * @param attachType what it will be attached as, BPF_CGROUP_*
   * @param instructions each a struct bpf_insn, the first byte lowest
   */
  int bpf_prog_load(int type, int attachType, long[] instructions);

  /** BPF_PROG_ATTACH: the cgroup's processes are held to the program, too. */
  void bpf_prog_attach(int cgroup, int program, int attachType, int flags);

  /** BPF_PROG_DETACH. */
  void bpf_prog_detach(int cgroup, int program, int attachType);

  /** BPF_PROG_QUERY: the ids of what is attached to the cgroup itself, up to 64. */
  int[] bpf_prog_query(int cgroup, int attachType);

  /** BPF_PROG_GET_FD_BY_ID: a descriptor, closed by execve. */
  int bpf_prog_get_fd_by_id(int id);

  /**
   * landlock_create_ruleset(2). Returns a descriptor, closed by execve; or, where {@code flags} is
   * {@link Flags#LANDLOCK_CREATE_RULESET_VERSION} and the rest is 0, the version of Landlock that
   * the kernel has.
   *
   * @param handledNet LANDLOCK_ACCESS_NET_*: what is forbidden where no rule allows it (version 4)
   * @param scoped LANDLOCK_SCOPE_*: what does not reach out of the box (version 6)
   */
  int landlock_create_ruleset(long handledNet, long scoped, int flags);

  /** landlock_add_rule(2) with LANDLOCK_RULE_NET_PORT: allows {@code access} for a TCP port. */
  void landlock_add_rule(int ruleset, long access, long port);

  /** landlock_restrict_self(2): needs no_new_privs, or CAP_SYS_ADMIN. */
  void landlock_restrict_self(int ruleset, int flags);

  // Terminals, by ioctl_tty(2)

  Termios ioctl_TCGETS(int fd);

  /** Sets the modes at once. From a background process group that brings SIGTTOU. */
  void ioctl_TCSETS(int fd, Termios modes);

  WindowSize ioctl_TIOCGWINSZ(int fd);

  void ioctl_TIOCSWINSZ(int fd, WindowSize size);

  /** The number of the pseudo terminal that {@code fd} is the master of. */
  int ioctl_TIOCGPTN(int fd);

  /** Locks or unlocks it: a new one is locked, and its slave cannot be opened. */
  void ioctl_TIOCSPTLCK(int fd, boolean locked);

  /**
   * Opens its slave with O_* of {@code flags}, whatever is mounted where; returns the descriptor.
   */
  int ioctl_TIOCGPTPEER(int fd, int flags);

  /** Makes the terminal that of the session, which this process leads and which has none. */
  void ioctl_TIOCSCTTY(int fd);

  /**
   * The terminal's foreground process group, as this process's pid namespace numbers it; 0 where it
   * has none there. {@code fd} is the own terminal, or the master of one.
   */
  int ioctl_TIOCGPGRP(int fd);

  // Sockets

  int socket(int domain, int type, int protocol);

  void socketpair(int domain, int type, int protocol, int[] fds);

  /**
   * bind(2) of a unix(7) socket to a path that is not there yet.
   *
   * @throws ErrnoException also with ENAMETOOLONG, above 107 bytes
   */
  void bind(int fd, String path);

  void listen(int fd, int backlog);

  /** Returns the connected socket; the address of the other end is not asked for. */
  int accept4(int fd, int flags);

  /** connect(2) of a unix(7) socket; see {@link #bind}. */
  void connect(int fd, String path);

  /**
   * sendmsg(2) on a connected socket; returns how many bytes were sent.
   *
   * @param fds descriptors to pass, at most 253; with at least one byte
   * @param flags MSG_*
   */
  int sendmsg(int fd, byte[] bytes, int[] fds, int flags);

  /**
   * recvmsg(2) on a connected socket; returns how many bytes have come, 0 where the other end is
   * closed.
   *
   * @param fds becomes the descriptors that came along, -1 beyond the last; the kernel closes those
   *     for which there is no room
   * @param flags MSG_*
   */
  int recvmsg(int fd, byte[] bytes, int[] fds, int flags);

  // The rest

  void sethostname(String name);

  void setdomainname(String name);

  /** uname(2): the kernel's release, such as 6.1.0-56-cloud-amd64. */
  String uname();

  /**
   * SIOCSIFFLAGS: sets the flags (IFF_UP …) of the interface {@code name}, through the socket
   * {@code fd}.
   */
  void ioctl_SIOCSIFFLAGS(int fd, String name, int flags);

  boolean isatty(int fd);

  /** KVM_GET_API_VERSION of /dev/kvm: 12. */
  int ioctl_KVM_GET_API_VERSION(int fd);

  /**
   * ppoll(2) without a signal mask: waits until one of {@code fds} is ready for what {@code events}
   * (POLLIN, POLLOUT) asks, and fills in {@code revents}; all three are of the same length, at most
   * 1024. A negative descriptor is passed over. Returns how many are ready, or 0 where the timeout
   * (nanoseconds, negative: none) passed.
   */
  int ppoll(int[] fds, int[] events, int[] revents, long timeoutNanos);

  /** Fills {@code buffer} from the kernel's random number generator. */
  void getrandom(byte[] buffer);

  /** Nanoseconds of {@code clock} (CLOCK_MONOTONIC …). */
  long clock_gettime(int clock);
}
