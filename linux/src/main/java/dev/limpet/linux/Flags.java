package dev.limpet.linux;

/**
 * The kernel's flags, under the kernel's names (uapi headers).
 *
 * <p>The numbers are those of x86_64. Few differ on aarch64 (O_DIRECT, O_LARGEFILE, O_DIRECTORY,
 * O_NOFOLLOW and with them O_TMPFILE): there {@link SystemKernel} translates them.
 */
public final class Flags {
  private Flags() {}

  // Paths relative to a descriptor

  public static final int AT_FDCWD = -100;
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_REMOVEDIR = 0x200;
  public static final int AT_SYMLINK_FOLLOW = 0x400;
  public static final int AT_NO_AUTOMOUNT = 0x800;
  public static final int AT_EMPTY_PATH = 0x1000;
  public static final int AT_RECURSIVE = 0x8000;

  // openat, openat2, fcntl

  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_ACCMODE = 3;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;
  public static final int O_NOCTTY = 0x100;
  public static final int O_TRUNC = 0x200;
  public static final int O_APPEND = 0x400;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_DSYNC = 0x1000;
  public static final int O_DIRECT = 0x4000;
  public static final int O_LARGEFILE = 0x8000;
  public static final int O_DIRECTORY = 0x10000;
  public static final int O_NOFOLLOW = 0x20000;
  public static final int O_NOATIME = 0x40000;
  public static final int O_CLOEXEC = 0x80000;
  public static final int O_PATH = 0x200000;
  public static final int O_TMPFILE = 0x400000 | O_DIRECTORY;

  public static final long RESOLVE_NO_XDEV = 0x01;
  public static final long RESOLVE_NO_MAGICLINKS = 0x02;
  public static final long RESOLVE_NO_SYMLINKS = 0x04;
  public static final long RESOLVE_BENEATH = 0x08;
  public static final long RESOLVE_IN_ROOT = 0x10;

  public static final int F_DUPFD = 0;
  public static final int F_GETFD = 1;
  public static final int F_SETFD = 2;
  public static final int F_GETFL = 3;
  public static final int F_SETFL = 4;
  public static final int F_DUPFD_CLOEXEC = 1030;
  public static final int F_ADD_SEALS = 1033;
  public static final int F_GET_SEALS = 1034;
  public static final int FD_CLOEXEC = 1;

  // flock, memfd_create

  public static final int LOCK_SH = 1;
  public static final int LOCK_EX = 2;
  public static final int LOCK_NB = 4;
  public static final int LOCK_UN = 8;
  public static final int MFD_CLOEXEC = 1;
  public static final int MFD_ALLOW_SEALING = 2;
  public static final int F_SEAL_SEAL = 1;
  public static final int F_SEAL_SHRINK = 2;
  public static final int F_SEAL_GROW = 4;
  public static final int F_SEAL_WRITE = 8;

  public static final int CLOSE_RANGE_UNSHARE = 2;
  public static final int CLOSE_RANGE_CLOEXEC = 4;

  // File types and permissions

  public static final int S_IFMT = 0170000;
  public static final int S_IFSOCK = 0140000;
  public static final int S_IFLNK = 0120000;
  public static final int S_IFREG = 0100000;
  public static final int S_IFBLK = 0060000;
  public static final int S_IFDIR = 0040000;
  public static final int S_IFCHR = 0020000;
  public static final int S_IFIFO = 0010000;
  public static final int S_ISUID = 04000;
  public static final int S_ISGID = 02000;
  public static final int S_ISVTX = 01000;

  // lsetxattr

  public static final int XATTR_CREATE = 1;
  public static final int XATTR_REPLACE = 2;

  // mount, umount2

  public static final long MS_RDONLY = 0x1;
  public static final long MS_NOSUID = 0x2;
  public static final long MS_NODEV = 0x4;
  public static final long MS_NOEXEC = 0x8;
  public static final long MS_SYNCHRONOUS = 0x10;
  public static final long MS_REMOUNT = 0x20;
  public static final long MS_MANDLOCK = 0x40;
  public static final long MS_DIRSYNC = 0x80;
  public static final long MS_NOSYMFOLLOW = 0x100;
  public static final long MS_NOATIME = 0x400;
  public static final long MS_NODIRATIME = 0x800;
  public static final long MS_BIND = 0x1000;
  public static final long MS_MOVE = 0x2000;
  public static final long MS_REC = 0x4000;
  public static final long MS_SILENT = 0x8000;
  public static final long MS_UNBINDABLE = 0x20000;
  public static final long MS_PRIVATE = 0x40000;
  public static final long MS_SLAVE = 0x80000;
  public static final long MS_SHARED = 0x100000;
  public static final long MS_RELATIME = 0x200000;
  public static final long MS_STRICTATIME = 0x1000000;
  public static final long MS_LAZYTIME = 0x2000000;

  public static final int MNT_FORCE = 1;
  public static final int MNT_DETACH = 2;
  public static final int MNT_EXPIRE = 4;
  public static final int UMOUNT_NOFOLLOW = 8;

  // open_tree, move_mount, mount_setattr, fsopen, fsconfig, fsmount

  public static final int OPEN_TREE_CLONE = 1;
  public static final int OPEN_TREE_CLOEXEC = O_CLOEXEC;
  public static final int MOVE_MOUNT_F_SYMLINKS = 0x01;
  public static final int MOVE_MOUNT_F_AUTOMOUNTS = 0x02;
  public static final int MOVE_MOUNT_F_EMPTY_PATH = 0x04;
  public static final int MOVE_MOUNT_T_SYMLINKS = 0x10;
  public static final int MOVE_MOUNT_T_AUTOMOUNTS = 0x20;
  public static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;
  public static final int MOVE_MOUNT_SET_GROUP = 0x100;
  public static final int MOVE_MOUNT_BENEATH = 0x200;
  public static final int MOUNT_ATTR_RDONLY = 0x01;
  public static final int MOUNT_ATTR_NOSUID = 0x02;
  public static final int MOUNT_ATTR_NODEV = 0x04;
  public static final int MOUNT_ATTR_NOEXEC = 0x08;
  public static final int MOUNT_ATTR__ATIME = 0x70;
  public static final int MOUNT_ATTR_RELATIME = 0x00;
  public static final int MOUNT_ATTR_NOATIME = 0x10;
  public static final int MOUNT_ATTR_STRICTATIME = 0x20;
  public static final int MOUNT_ATTR_NODIRATIME = 0x80;
  public static final int MOUNT_ATTR_IDMAP = 0x100000;
  public static final int MOUNT_ATTR_NOSYMFOLLOW = 0x200000;
  public static final int FSOPEN_CLOEXEC = 1;
  public static final int FSMOUNT_CLOEXEC = 1;
  public static final int FSCONFIG_SET_FLAG = 0;
  public static final int FSCONFIG_SET_STRING = 1;
  public static final int FSCONFIG_SET_BINARY = 2;
  public static final int FSCONFIG_SET_PATH = 3;
  public static final int FSCONFIG_SET_PATH_EMPTY = 4;
  public static final int FSCONFIG_SET_FD = 5;
  public static final int FSCONFIG_CMD_CREATE = 6;
  public static final int FSCONFIG_CMD_RECONFIGURE = 7;

  // clone, unshare, setns, wait4

  public static final int CLONE_NEWTIME = 0x80;
  public static final int CLONE_VM = 0x100;
  public static final int CLONE_FS = 0x200;
  public static final int CLONE_FILES = 0x400;
  public static final int CLONE_SIGHAND = 0x800;
  public static final int CLONE_PIDFD = 0x1000;
  public static final int CLONE_VFORK = 0x4000;
  public static final int CLONE_PARENT = 0x8000;
  public static final int CLONE_THREAD = 0x10000;
  public static final int CLONE_NEWNS = 0x20000;
  public static final int CLONE_SETTLS = 0x80000;
  public static final int CLONE_PARENT_SETTID = 0x100000;
  public static final int CLONE_CHILD_CLEARTID = 0x200000;
  public static final int CLONE_CHILD_SETTID = 0x1000000;
  public static final int CLONE_NEWCGROUP = 0x2000000;
  public static final int CLONE_NEWUTS = 0x4000000;
  public static final int CLONE_NEWIPC = 0x8000000;
  public static final int CLONE_NEWUSER = 0x10000000;
  public static final int CLONE_NEWPID = 0x20000000;
  public static final int CLONE_NEWNET = 0x40000000;

  public static final int WNOHANG = 1;
  public static final int WUNTRACED = 2;
  public static final int WCONTINUED = 8;
  public static final int __WALL = 0x40000000;

  public static final int PIDFD_SIGNAL_PROCESS_GROUP = 4;
  public static final int PIDFD_NONBLOCK = O_NONBLOCK;

  // prctl

  public static final int PR_SET_PDEATHSIG = 1;
  public static final int PR_GET_DUMPABLE = 3;
  public static final int PR_SET_DUMPABLE = 4;
  public static final int PR_GET_KEEPCAPS = 7;
  public static final int PR_SET_KEEPCAPS = 8;
  public static final int PR_GET_SECCOMP = 21;
  public static final int PR_CAPBSET_READ = 23;
  public static final int PR_CAPBSET_DROP = 24;
  public static final int PR_GET_SECUREBITS = 27;
  public static final int PR_SET_SECUREBITS = 28;
  public static final int PR_SET_CHILD_SUBREAPER = 36;
  public static final int PR_SET_NO_NEW_PRIVS = 38;
  public static final int PR_GET_NO_NEW_PRIVS = 39;
  public static final int PR_CAP_AMBIENT = 47;
  public static final int PR_CAP_AMBIENT_IS_SET = 1;
  public static final int PR_CAP_AMBIENT_RAISE = 2;
  public static final int PR_CAP_AMBIENT_LOWER = 3;
  public static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;

  // seccomp and its classic BPF

  public static final int SECCOMP_FILTER_FLAG_TSYNC = 1;
  public static final int SECCOMP_FILTER_FLAG_LOG = 2;
  public static final int SECCOMP_FILTER_FLAG_SPEC_ALLOW = 4;
  public static final int SECCOMP_FILTER_FLAG_NEW_LISTENER = 8;
  public static final int SECCOMP_RET_KILL_PROCESS = 0x80000000;
  public static final int SECCOMP_RET_KILL_THREAD = 0;
  public static final int SECCOMP_RET_TRAP = 0x00030000;
  public static final int SECCOMP_RET_ERRNO = 0x00050000;
  public static final int SECCOMP_RET_USER_NOTIF = 0x7fc00000;
  public static final int SECCOMP_RET_TRACE = 0x7ff00000;
  public static final int SECCOMP_RET_LOG = 0x7ffc0000;
  public static final int SECCOMP_RET_ALLOW = 0x7fff0000;
  public static final int AUDIT_ARCH_X86_64 = 0xc000003e;
  public static final int AUDIT_ARCH_AARCH64 = 0xc00000b7;
  public static final int X32_SYSCALL_BIT = 0x40000000;

  // bpf

  public static final int BPF_PROG_TYPE_CGROUP_DEVICE = 15;
  public static final int BPF_CGROUP_DEVICE = 6;
  public static final int BPF_F_ALLOW_MULTI = 2;

  // Signals: numbers that x86_64 and aarch64 share

  public static final int SIGHUP = 1;
  public static final int SIGINT = 2;
  public static final int SIGQUIT = 3;
  public static final int SIGILL = 4;
  public static final int SIGTRAP = 5;
  public static final int SIGABRT = 6;
  public static final int SIGBUS = 7;
  public static final int SIGFPE = 8;
  public static final int SIGKILL = 9;
  public static final int SIGUSR1 = 10;
  public static final int SIGSEGV = 11;
  public static final int SIGUSR2 = 12;
  public static final int SIGPIPE = 13;
  public static final int SIGALRM = 14;
  public static final int SIGTERM = 15;
  public static final int SIGSTKFLT = 16;
  public static final int SIGCHLD = 17;
  public static final int SIGCONT = 18;
  public static final int SIGSTOP = 19;
  public static final int SIGTSTP = 20;
  public static final int SIGTTIN = 21;
  public static final int SIGTTOU = 22;
  public static final int SIGURG = 23;
  public static final int SIGXCPU = 24;
  public static final int SIGXFSZ = 25;
  public static final int SIGVTALRM = 26;
  public static final int SIGPROF = 27;
  public static final int SIGWINCH = 28;
  public static final int SIGIO = 29;
  public static final int SIGPWR = 30;
  public static final int SIGSYS = 31;

  /** The last signal number; signals 32 to 64 are the real-time ones. */
  public static final int SIGMAX = 64;

  public static final int SIG_BLOCK = 0;
  public static final int SIG_UNBLOCK = 1;
  public static final int SIG_SETMASK = 2;
  public static final int SIG_DFL = 0;
  public static final int SIG_IGN = 1;

  public static final int SFD_NONBLOCK = O_NONBLOCK;
  public static final int SFD_CLOEXEC = O_CLOEXEC;

  public static final int SI_USER = 0;
  public static final int SI_KERNEL = 0x80;

  // Landlock

  public static final int LANDLOCK_CREATE_RULESET_VERSION = 1;
  public static final long LANDLOCK_ACCESS_NET_BIND_TCP = 1;
  public static final long LANDLOCK_ACCESS_NET_CONNECT_TCP = 2;
  public static final long LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET = 1;
  public static final long LANDLOCK_SCOPE_SIGNAL = 2;

  // setrlimit

  public static final int RLIMIT_FSIZE = 1;
  public static final int RLIMIT_DATA = 2;
  public static final int RLIMIT_NPROC = 6;
  public static final int RLIMIT_NOFILE = 7;

  // The rest

  public static final int AF_UNIX = 1;
  public static final int AF_INET = 2;
  public static final int AF_NETLINK = 16;
  public static final int SOCK_STREAM = 1;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_SEQPACKET = 5;
  public static final int SOCK_NONBLOCK = O_NONBLOCK;
  public static final int SOCK_CLOEXEC = O_CLOEXEC;
  public static final int MSG_DONTWAIT = 0x40;
  public static final int MSG_NOSIGNAL = 0x4000;
  public static final int MSG_CMSG_CLOEXEC = 0x40000000;
  public static final int IFF_UP = 1;
  public static final int IFF_LOOPBACK = 8;
  public static final int IFF_RUNNING = 0x40;

  public static final int POLLIN = 1;
  public static final int POLLOUT = 4;
  public static final int POLLERR = 8;
  public static final int POLLHUP = 16;
  public static final int POLLNVAL = 32;

  public static final int CLOCK_REALTIME = 0;
  public static final int CLOCK_MONOTONIC = 1;
  public static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  public static final int CLOCK_BOOTTIME = 7;
}
