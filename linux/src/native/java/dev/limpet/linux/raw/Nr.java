package dev.limpet.linux.raw;

import org.teavm.interop.Import;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/** The numbers of the system calls, as the C compiler's target has them. */
public final class Nr {
  private Nr() {}

  @Import(name = "SYS_openat")
  @Variable
  @Include("sys/syscall.h")
  public static native int openat();

  @Import(name = "SYS_openat2")
  @Variable
  @Include("sys/syscall.h")
  public static native int openat2();

  @Import(name = "SYS_close")
  @Variable
  @Include("sys/syscall.h")
  public static native int close();

  @Import(name = "SYS_close_range")
  @Variable
  @Include("sys/syscall.h")
  public static native int close_range();

  @Import(name = "SYS_read")
  @Variable
  @Include("sys/syscall.h")
  public static native int read();

  @Import(name = "SYS_write")
  @Variable
  @Include("sys/syscall.h")
  public static native int write();

  @Import(name = "SYS_fcntl")
  @Variable
  @Include("sys/syscall.h")
  public static native int fcntl();

  @Import(name = "SYS_dup3")
  @Variable
  @Include("sys/syscall.h")
  public static native int dup3();

  @Import(name = "SYS_pipe2")
  @Variable
  @Include("sys/syscall.h")
  public static native int pipe2();

  @Import(name = "SYS_mkdirat")
  @Variable
  @Include("sys/syscall.h")
  public static native int mkdirat();

  @Import(name = "SYS_mknodat")
  @Variable
  @Include("sys/syscall.h")
  public static native int mknodat();

  @Import(name = "SYS_symlinkat")
  @Variable
  @Include("sys/syscall.h")
  public static native int symlinkat();

  @Import(name = "SYS_readlinkat")
  @Variable
  @Include("sys/syscall.h")
  public static native int readlinkat();

  @Import(name = "SYS_unlinkat")
  @Variable
  @Include("sys/syscall.h")
  public static native int unlinkat();

  @Import(name = "SYS_statx")
  @Variable
  @Include("sys/syscall.h")
  public static native int statx();

  @Import(name = "SYS_chdir")
  @Variable
  @Include("sys/syscall.h")
  public static native int chdir();

  @Import(name = "SYS_fchdir")
  @Variable
  @Include("sys/syscall.h")
  public static native int fchdir();

  @Import(name = "SYS_getcwd")
  @Variable
  @Include("sys/syscall.h")
  public static native int getcwd();

  @Import(name = "SYS_umask")
  @Variable
  @Include("sys/syscall.h")
  public static native int umask();

  @Import(name = "SYS_mount")
  @Variable
  @Include("sys/syscall.h")
  public static native int mount();

  @Import(name = "SYS_umount2")
  @Variable
  @Include("sys/syscall.h")
  public static native int umount2();

  @Import(name = "SYS_pivot_root")
  @Variable
  @Include("sys/syscall.h")
  public static native int pivot_root();

  @Import(name = "SYS_open_tree")
  @Variable
  @Include("sys/syscall.h")
  public static native int open_tree();

  @Import(name = "SYS_move_mount")
  @Variable
  @Include("sys/syscall.h")
  public static native int move_mount();

  @Import(name = "SYS_mount_setattr")
  @Variable
  @Include("sys/syscall.h")
  public static native int mount_setattr();

  @Import(name = "SYS_fsopen")
  @Variable
  @Include("sys/syscall.h")
  public static native int fsopen();

  @Import(name = "SYS_fsconfig")
  @Variable
  @Include("sys/syscall.h")
  public static native int fsconfig();

  @Import(name = "SYS_fsmount")
  @Variable
  @Include("sys/syscall.h")
  public static native int fsmount();

  @Import(name = "SYS_clone")
  @Variable
  @Include("sys/syscall.h")
  public static native int clone_();

  @Import(name = "SYS_clone3")
  @Variable
  @Include("sys/syscall.h")
  public static native int clone3();

  @Import(name = "SYS_unshare")
  @Variable
  @Include("sys/syscall.h")
  public static native int unshare();

  @Import(name = "SYS_setns")
  @Variable
  @Include("sys/syscall.h")
  public static native int setns();

  @Import(name = "SYS_execve")
  @Variable
  @Include("sys/syscall.h")
  public static native int execve();

  @Import(name = "SYS_wait4")
  @Variable
  @Include("sys/syscall.h")
  public static native int wait4();

  @Import(name = "SYS_prlimit64")
  @Variable
  @Include("sys/syscall.h")
  public static native int prlimit64();

  @Import(name = "SYS_kill")
  @Variable
  @Include("sys/syscall.h")
  public static native int kill();

  @Import(name = "SYS_pidfd_send_signal")
  @Variable
  @Include("sys/syscall.h")
  public static native int pidfd_send_signal();

  @Import(name = "SYS_pidfd_open")
  @Variable
  @Include("sys/syscall.h")
  public static native int pidfd_open();

  @Import(name = "SYS_exit_group")
  @Variable
  @Include("sys/syscall.h")
  public static native int exit_group();

  @Import(name = "SYS_getpid")
  @Variable
  @Include("sys/syscall.h")
  public static native int getpid();

  @Import(name = "SYS_getppid")
  @Variable
  @Include("sys/syscall.h")
  public static native int getppid();

  @Import(name = "SYS_gettid")
  @Variable
  @Include("sys/syscall.h")
  public static native int gettid();

  @Import(name = "SYS_getuid")
  @Variable
  @Include("sys/syscall.h")
  public static native int getuid();

  @Import(name = "SYS_geteuid")
  @Variable
  @Include("sys/syscall.h")
  public static native int geteuid();

  @Import(name = "SYS_getgid")
  @Variable
  @Include("sys/syscall.h")
  public static native int getgid();

  @Import(name = "SYS_getegid")
  @Variable
  @Include("sys/syscall.h")
  public static native int getegid();

  @Import(name = "SYS_setsid")
  @Variable
  @Include("sys/syscall.h")
  public static native int setsid();

  @Import(name = "SYS_rt_sigprocmask")
  @Variable
  @Include("sys/syscall.h")
  public static native int rt_sigprocmask();

  @Import(name = "SYS_rt_sigtimedwait")
  @Variable
  @Include("sys/syscall.h")
  public static native int rt_sigtimedwait();

  @Import(name = "SYS_rt_sigaction")
  @Variable
  @Include("sys/syscall.h")
  public static native int rt_sigaction();

  @Import(name = "SYS_prctl")
  @Variable
  @Include("sys/syscall.h")
  public static native int prctl();

  @Import(name = "SYS_capset")
  @Variable
  @Include("sys/syscall.h")
  public static native int capset();

  @Import(name = "SYS_landlock_create_ruleset")
  @Variable
  @Include("sys/syscall.h")
  public static native int landlock_create_ruleset();

  @Import(name = "SYS_landlock_add_rule")
  @Variable
  @Include("sys/syscall.h")
  public static native int landlock_add_rule();

  @Import(name = "SYS_landlock_restrict_self")
  @Variable
  @Include("sys/syscall.h")
  public static native int landlock_restrict_self();

  @Import(name = "SYS_bpf")
  @Variable
  @Include("sys/syscall.h")
  public static native int bpf();

  @Import(name = "SYS_seccomp")
  @Variable
  @Include("sys/syscall.h")
  public static native int seccomp();

  @Import(name = "SYS_sethostname")
  @Variable
  @Include("sys/syscall.h")
  public static native int sethostname();

  @Import(name = "SYS_socket")
  @Variable
  @Include("sys/syscall.h")
  public static native int socket();

  @Import(name = "SYS_ioctl")
  @Variable
  @Include("sys/syscall.h")
  public static native int ioctl();

  @Import(name = "SYS_ppoll")
  @Variable
  @Include("sys/syscall.h")
  public static native int ppoll();

  @Import(name = "SYS_uname")
  @Variable
  @Include("sys/syscall.h")
  public static native int uname();

  @Import(name = "SYS_getrandom")
  @Variable
  @Include("sys/syscall.h")
  public static native int getrandom();

  @Import(name = "SYS_clock_gettime")
  @Variable
  @Include("sys/syscall.h")
  public static native int clock_gettime();

  @Import(name = "SYS_getpgid")
  @Variable
  @Include("sys/syscall.h")
  public static native int getpgid();

  @Import(name = "SYS_keyctl")
  @Variable
  @Include("sys/syscall.h")
  public static native int keyctl();

  @Import(name = "SYS_signalfd4")
  @Variable
  @Include("sys/syscall.h")
  public static native int signalfd4();

  @Import(name = "SYS_socketpair")
  @Variable
  @Include("sys/syscall.h")
  public static native int socketpair();

  @Import(name = "SYS_sendmsg")
  @Variable
  @Include("sys/syscall.h")
  public static native int sendmsg();

  @Import(name = "SYS_recvmsg")
  @Variable
  @Include("sys/syscall.h")
  public static native int recvmsg();

  @Import(name = "SYS_mmap")
  @Variable
  @Include("sys/syscall.h")
  public static native int mmap();

  @Import(name = "SYS_munmap")
  @Variable
  @Include("sys/syscall.h")
  public static native int munmap();

  @Import(name = "SYS_renameat")
  @Variable
  @Include("sys/syscall.h")
  public static native int renameat();

  @Import(name = "SYS_getdents64")
  @Variable
  @Include("sys/syscall.h")
  public static native int getdents64();

  @Import(name = "SYS_flock")
  @Variable
  @Include("sys/syscall.h")
  public static native int flock();

  @Import(name = "SYS_memfd_create")
  @Variable
  @Include("sys/syscall.h")
  public static native int memfd_create();

  @Import(name = "SYS_linkat")
  @Variable
  @Include("sys/syscall.h")
  public static native int linkat();

  @Import(name = "SYS_fchownat")
  @Variable
  @Include("sys/syscall.h")
  public static native int fchownat();

  @Import(name = "SYS_fchmodat")
  @Variable
  @Include("sys/syscall.h")
  public static native int fchmodat();

  @Import(name = "SYS_utimensat")
  @Variable
  @Include("sys/syscall.h")
  public static native int utimensat();

  @Import(name = "SYS_lsetxattr")
  @Variable
  @Include("sys/syscall.h")
  public static native int lsetxattr();

  @Import(name = "SYS_syncfs")
  @Variable
  @Include("sys/syscall.h")
  public static native int syncfs();

  @Import(name = "SYS_bind")
  @Variable
  @Include("sys/syscall.h")
  public static native int bind();

  @Import(name = "SYS_listen")
  @Variable
  @Include("sys/syscall.h")
  public static native int listen();

  @Import(name = "SYS_accept4")
  @Variable
  @Include("sys/syscall.h")
  public static native int accept4();

  @Import(name = "SYS_connect")
  @Variable
  @Include("sys/syscall.h")
  public static native int connect();

  @Import(name = "SYS_chroot")
  @Variable
  @Include("sys/syscall.h")
  public static native int chroot();

  @Import(name = "SYS_setresuid")
  @Variable
  @Include("sys/syscall.h")
  public static native int setresuid();

  @Import(name = "SYS_setresgid")
  @Variable
  @Include("sys/syscall.h")
  public static native int setresgid();

  @Import(name = "SYS_setgroups")
  @Variable
  @Include("sys/syscall.h")
  public static native int setgroups();

  @Import(name = "SYS_personality")
  @Variable
  @Include("sys/syscall.h")
  public static native int personality();

  @Import(name = "SYS_ioprio_set")
  @Variable
  @Include("sys/syscall.h")
  public static native int ioprio_set();

  @Import(name = "SYS_sched_setattr")
  @Variable
  @Include("sys/syscall.h")
  public static native int sched_setattr();

  @Import(name = "SYS_sched_setaffinity")
  @Variable
  @Include("sys/syscall.h")
  public static native int sched_setaffinity();

  @Import(name = "SYS_setdomainname")
  @Variable
  @Include("sys/syscall.h")
  public static native int setdomainname();
}
