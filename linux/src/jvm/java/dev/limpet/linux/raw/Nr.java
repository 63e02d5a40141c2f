package dev.limpet.linux.raw;

/** The numbers of the system calls on x86_64 and aarch64, the machines that Limpet runs on. */
public final class Nr {
  private static final boolean GENERIC = System.getProperty("os.arch").equals("aarch64");

  private Nr() {}

  /** The number on x86_64, or the one of the generic table, which aarch64 has. */
  private static int of(int x86, int generic) {
    return GENERIC ? generic : x86;
  }

  public static int openat() {
    return of(257, 56);
  }

  public static int openat2() {
    return of(437, 437);
  }

  public static int close() {
    return of(3, 57);
  }

  public static int close_range() {
    return of(436, 436);
  }

  public static int read() {
    return of(0, 63);
  }

  public static int write() {
    return of(1, 64);
  }

  public static int fcntl() {
    return of(72, 25);
  }

  public static int dup3() {
    return of(292, 24);
  }

  public static int pipe2() {
    return of(293, 59);
  }

  public static int mkdirat() {
    return of(258, 34);
  }

  public static int mknodat() {
    return of(259, 33);
  }

  public static int symlinkat() {
    return of(266, 36);
  }

  public static int readlinkat() {
    return of(267, 78);
  }

  public static int unlinkat() {
    return of(263, 35);
  }

  public static int statx() {
    return of(332, 291);
  }

  public static int chdir() {
    return of(80, 49);
  }

  public static int fchdir() {
    return of(81, 50);
  }

  public static int getcwd() {
    return of(79, 17);
  }

  public static int umask() {
    return of(95, 166);
  }

  public static int mount() {
    return of(165, 40);
  }

  public static int umount2() {
    return of(166, 39);
  }

  public static int pivot_root() {
    return of(155, 41);
  }

  public static int open_tree() {
    return of(428, 428);
  }

  public static int move_mount() {
    return of(429, 429);
  }

  public static int mount_setattr() {
    return of(442, 442);
  }

  public static int fsopen() {
    return of(430, 430);
  }

  public static int fsconfig() {
    return of(431, 431);
  }

  public static int fsmount() {
    return of(432, 432);
  }

  public static int clone_() {
    return of(56, 220);
  }

  public static int clone3() {
    return of(435, 435);
  }

  public static int unshare() {
    return of(272, 97);
  }

  public static int setns() {
    return of(308, 268);
  }

  public static int execve() {
    return of(59, 221);
  }

  public static int wait4() {
    return of(61, 260);
  }

  public static int prlimit64() {
    return of(302, 261);
  }

  public static int kill() {
    return of(62, 129);
  }

  public static int pidfd_send_signal() {
    return of(424, 424);
  }

  public static int pidfd_open() {
    return of(434, 434);
  }

  public static int exit_group() {
    return of(231, 94);
  }

  public static int getpid() {
    return of(39, 172);
  }

  public static int getppid() {
    return of(110, 173);
  }

  public static int gettid() {
    return of(186, 178);
  }

  public static int getuid() {
    return of(102, 174);
  }

  public static int geteuid() {
    return of(107, 175);
  }

  public static int getgid() {
    return of(104, 176);
  }

  public static int getegid() {
    return of(108, 177);
  }

  public static int setsid() {
    return of(112, 157);
  }

  public static int rt_sigprocmask() {
    return of(14, 135);
  }

  public static int rt_sigtimedwait() {
    return of(128, 137);
  }

  public static int rt_sigaction() {
    return of(13, 134);
  }

  public static int prctl() {
    return of(157, 167);
  }

  public static int capset() {
    return of(126, 91);
  }

  public static int landlock_create_ruleset() {
    return of(444, 444);
  }

  public static int landlock_add_rule() {
    return of(445, 445);
  }

  public static int landlock_restrict_self() {
    return of(446, 446);
  }

  public static int bpf() {
    return of(321, 280);
  }

  public static int seccomp() {
    return of(317, 277);
  }

  public static int sethostname() {
    return of(170, 161);
  }

  public static int socket() {
    return of(41, 198);
  }

  public static int ioctl() {
    return of(16, 29);
  }

  public static int ppoll() {
    return of(271, 73);
  }

  public static int uname() {
    return of(63, 160);
  }

  public static int getrandom() {
    return of(318, 278);
  }

  public static int clock_gettime() {
    return of(228, 113);
  }

  public static int getpgid() {
    return of(121, 155);
  }

  public static int keyctl() {
    return of(250, 219);
  }

  public static int signalfd4() {
    return of(289, 74);
  }

  public static int socketpair() {
    return of(53, 199);
  }

  public static int sendmsg() {
    return of(46, 211);
  }

  public static int recvmsg() {
    return of(47, 212);
  }

  public static int mmap() {
    return of(9, 222);
  }

  public static int munmap() {
    return of(11, 215);
  }

  public static int renameat() {
    return of(264, 38);
  }

  public static int getdents64() {
    return of(217, 61);
  }

  public static int flock() {
    return of(73, 32);
  }

  public static int memfd_create() {
    return of(319, 279);
  }

  public static int linkat() {
    return of(265, 37);
  }

  public static int fchownat() {
    return of(260, 54);
  }

  public static int fchmodat() {
    return of(268, 53);
  }

  public static int utimensat() {
    return of(280, 88);
  }

  public static int lsetxattr() {
    return of(189, 6);
  }

  public static int syncfs() {
    return of(306, 267);
  }

  public static int bind() {
    return of(49, 200);
  }

  public static int listen() {
    return of(50, 201);
  }

  public static int accept4() {
    return of(288, 242);
  }

  public static int connect() {
    return of(42, 203);
  }

  public static int chroot() {
    return of(161, 51);
  }

  public static int setresuid() {
    return of(117, 147);
  }

  public static int setresgid() {
    return of(119, 149);
  }

  public static int setgroups() {
    return of(116, 159);
  }

  public static int personality() {
    return of(135, 92);
  }

  public static int ioprio_set() {
    return of(251, 30);
  }

  public static int sched_setattr() {
    return of(314, 274);
  }

  public static int sched_setaffinity() {
    return of(203, 122);
  }

  public static int setdomainname() {
    return of(171, 162);
  }
}
