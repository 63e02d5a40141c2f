package dev.limpet.formats.seccomp;

import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompOperator;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.List;

/**
 * The system calls of i386, which kernels of x86_64 serve beside their own: a number, then the
 * names from that number on. Source: the kernel's arch/x86/entry/syscalls/syscall_32.tbl.
 */
final class SyscallsI386 {
  /** AUDIT_ARCH_I386 of linux/audit.h. */
  static final int AUDIT = 0x40000003;

  /** What socketcall(2) multiplexes, by its first argument, from 1 on: linux/net.h. */
  private static final List<String> SOCKETCALLS =
      List.of(
          "socket",
          "bind",
          "connect",
          "listen",
          "accept",
          "getsockname",
          "getpeername",
          "socketpair",
          "send",
          "recv",
          "sendto",
          "recvfrom",
          "shutdown",
          "setsockopt",
          "getsockopt",
          "sendmsg",
          "recvmsg",
          "accept4",
          "recvmmsg",
          "sendmmsg");

  /** The same of ipc(2), whose argument has a version in its upper half; linux/ipc.h. */
  private static final SyscallTable IPC =
      SyscallTable.parse(
          "1 semop semget semctl semtimedop 11 msgsnd msgrcv msgget msgctl"
              + " 21 shmat shmdt shmget shmctl");

  static final String TABLE =
      """
      0 restart_syscall exit fork read write open close waitpid creat link unlink execve chdir
      13 time mknod chmod lchown break oldstat lseek getpid mount umount setuid getuid stime
      26 ptrace alarm oldfstat pause utime stty gtty access nice ftime sync kill rename mkdir
      40 rmdir dup pipe times prof brk setgid getgid signal geteuid getegid acct umount2 lock
      54 ioctl fcntl mpx setpgid ulimit oldolduname umask chroot ustat dup2 getppid getpgrp
      66 setsid sigaction sgetmask ssetmask setreuid setregid sigsuspend sigpending sethostname
      75 setrlimit getrlimit getrusage gettimeofday settimeofday getgroups setgroups select
      83 symlink oldlstat readlink uselib swapon reboot readdir mmap munmap truncate ftruncate
      94 fchmod fchown getpriority setpriority profil statfs fstatfs ioperm socketcall syslog
      104 setitimer getitimer stat lstat fstat olduname iopl vhangup idle vm86old wait4 swapoff
      116 sysinfo ipc fsync sigreturn clone setdomainname uname modify_ldt adjtimex mprotect
      126 sigprocmask create_module init_module delete_module get_kernel_syms quotactl getpgid
      133 fchdir bdflush sysfs personality afs_syscall setfsuid setfsgid _llseek getdents
      142 _newselect flock msync readv writev getsid fdatasync _sysctl mlock munlock mlockall
      153 munlockall sched_setparam sched_getparam sched_setscheduler sched_getscheduler
      158 sched_yield sched_get_priority_max sched_get_priority_min sched_rr_get_interval
      162 nanosleep mremap setresuid getresuid vm86 query_module poll nfsservctl setresgid
      171 getresgid prctl rt_sigreturn rt_sigaction rt_sigprocmask rt_sigpending rt_sigtimedwait
      178 rt_sigqueueinfo rt_sigsuspend pread64 pwrite64 chown getcwd capget capset sigaltstack
      187 sendfile getpmsg putpmsg vfork ugetrlimit mmap2 truncate64 ftruncate64 stat64 lstat64
      197 fstat64 lchown32 getuid32 getgid32 geteuid32 getegid32 setreuid32 setregid32
      205 getgroups32 setgroups32 fchown32 setresuid32 getresuid32 setresgid32 getresgid32
      212 chown32 setuid32 setgid32 setfsuid32 setfsgid32 pivot_root mincore madvise getdents64
      221 fcntl64
      224 gettid readahead setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr
      233 llistxattr flistxattr removexattr lremovexattr fremovexattr tkill sendfile64 futex
      241 sched_setaffinity sched_getaffinity set_thread_area get_thread_area io_setup
      246 io_destroy io_getevents io_submit io_cancel fadvise64
      252 exit_group lookup_dcookie epoll_create epoll_ctl epoll_wait remap_file_pages
      258 set_tid_address timer_create timer_settime timer_gettime timer_getoverrun timer_delete
      264 clock_settime clock_gettime clock_getres clock_nanosleep statfs64 fstatfs64 tgkill
      271 utimes fadvise64_64 vserver mbind get_mempolicy set_mempolicy mq_open mq_unlink
      279 mq_timedsend mq_timedreceive mq_notify mq_getsetattr kexec_load waitid
      286 add_key request_key keyctl ioprio_set ioprio_get inotify_init inotify_add_watch
      293 inotify_rm_watch migrate_pages openat mkdirat mknodat fchownat futimesat fstatat64
      301 unlinkat renameat linkat symlinkat readlinkat fchmodat faccessat pselect6 ppoll
      310 unshare set_robust_list get_robust_list splice sync_file_range tee vmsplice move_pages
      318 getcpu epoll_pwait utimensat signalfd timerfd_create eventfd fallocate timerfd_settime
      326 timerfd_gettime signalfd4 eventfd2 epoll_create1 dup3 pipe2 inotify_init1 preadv
      334 pwritev rt_tgsigqueueinfo perf_event_open recvmmsg fanotify_init fanotify_mark
      340 prlimit64 name_to_handle_at open_by_handle_at clock_adjtime syncfs sendmmsg setns
      347 process_vm_readv process_vm_writev kcmp finit_module sched_setattr sched_getattr
      353 renameat2 seccomp getrandom memfd_create bpf execveat socket socketpair bind connect
      363 listen accept4 getsockopt setsockopt getsockname getpeername sendto sendmsg recvfrom
      372 recvmsg shutdown userfaultfd membarrier mlock2 copy_file_range preadv2 pwritev2
      380 pkey_mprotect pkey_alloc pkey_free statx arch_prctl io_pgetevents rseq
      393 semget semctl shmget shmctl shmat shmdt msgget msgsnd msgrcv msgctl clock_gettime64
      404 clock_settime64 clock_adjtime64 clock_getres_time64 clock_nanosleep_time64
      408 timer_gettime64 timer_settime64 timerfd_gettime64 timerfd_settime64 utimensat_time64
      413 pselect6_time64 ppoll_time64
      416 io_pgetevents_time64 recvmmsg_time64 mq_timedsend_time64 mq_timedreceive_time64
      420 semtimedop_time64 rt_sigtimedwait_time64 futex_time64 sched_rr_get_interval_time64
      424 pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount
      430 fsopen fsconfig fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd
      439 faccessat2 process_madvise epoll_pwait2 mount_setattr quotactl_fd
      444 landlock_create_ruleset landlock_add_rule landlock_restrict_self memfd_secret
      448 process_mrelease futex_waitv set_mempolicy_home_node cachestat fchmodat2
      453 map_shadow_stack futex_wake futex_wait futex_requeue statmount listmount
      459 lsm_get_self_attr lsm_set_self_attr lsm_list_modules mseal setxattrat getxattrat
      465 listxattrat removexattrat open_tree_attr file_getattr file_setattr
      """;

  private SyscallsI386() {}

  /**
   * A rule for one call as rules of i386: where the call can be made through another, that one is
   * in it, too. There its arguments lie in memory, where no filter sees them: a rule that depends
   * on them is as strict as it can be there.
   */
  static List<SeccompSyscall> rules(SeccompSyscall rule) {
    String name = rule.names().get(0);
    List<SeccompSyscall> rules = new ArrayList<>(List.of(rule));
    int socket = SOCKETCALLS.indexOf(name) + 1;
    int ipc = IPC.number(name);
    boolean allows =
        rule.action() == SeccompAction.SCMP_ACT_ALLOW
            || rule.action() == SeccompAction.SCMP_ACT_LOG;
    if (rule.args().isEmpty() || !allows) {
      if (socket > 0) {
        rules.add(
            through("socketcall", rule, new SeccompArg(0, socket, 0, SeccompOperator.SCMP_CMP_EQ)));
      }
      if (ipc > 0) {
        rules.add(
            through(
                "ipc", rule, new SeccompArg(0, 0xffff, ipc, SeccompOperator.SCMP_CMP_MASKED_EQ)));
      }
    }
    return rules;
  }

  private static SeccompSyscall through(String name, SeccompSyscall rule, SeccompArg call) {
    return new SeccompSyscall(List.of(name), rule.action(), rule.errnoRet(), List.of(call));
  }
}
