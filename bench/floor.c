/* floor: the least program that builds Limpet's process box, the lower limit that limpet is
 * measured against. usage: floor CMD [ARG...]
 *
 * One clone(2) makes all namespaces and the holder, another the guest's pid namespace and the guest,
 * which furnishes the mount namespace in place. A mount namespace that is copied into a new user
 * namespace is already a slave of the host's, and every submount in it is locked: a non-recursive
 * bind of / is refused there (EINVAL), and a recursive one with pivot_root would only make a second
 * copy of the same locked submounts. So all mounts are made read-only and private, /proc, /dev and
 * /tmp are mounted over, and every other submount is covered by an empty read-only directory.
 * Nobody in the box can lift a cover: it has no capability over this namespace, and in a nested
 * user namespace every mount is locked again.
 *
 * Exit code: the command's, 128+N for a signal, 125 own failure, 126 not executable, 127 not found.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(x)                                                                                   \
    do {                                                                                           \
        if ((x) < 0) {                                                                             \
            dprintf(2, "floor: %s: %s\n", #x, strerror(errno));                                    \
            _exit(125);                                                                            \
        }                                                                                          \
    } while (0)
/* The guest borrows the launcher's memory until it executes: no page table is copied, no page is
 * faulted in twice. The holder, init of an outer pid namespace that dies with the launcher, keeps
 * to it until its end. */
#define NAMESPACES                                                                                 \
    (CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS |     \
     CLONE_NEWCGROUP)
#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif
#define SAFE (MS_NOSUID | MS_NODEV | MS_NOEXEC)
enum { RDONLY = 1, NOSUID = 2, NODEV = 4, RECURSIVE = 0x8000 }; /* MOUNT_ATTR_*, AT_RECURSIVE */
#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x1000
#endif

extern char **environ;
static char **command;
static unsigned uid, gid;
static int launcher; /* pidfd of the launcher, to see that it is still there */
static int guest;    /* pidfd of the guest, to pass signals on */
static sigset_t callers_mask;

static void write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    CHECK(fd);
    CHECK(write(fd, text, strlen(text)));
    close(fd); /* a mount with writers could not be made read-only */
}

static void map_ids(void)
{
    char line[64];
    write_file("/proc/self/setgroups", "deny");
    snprintf(line, sizeof line, "%u %u 1", uid, uid);
    write_file("/proc/self/uid_map", line);
    snprintf(line, sizeof line, "%u %u 1", gid, gid);
    write_file("/proc/self/gid_map", line);
}

/* Mount flags only, never the superblock's: one call, no remount. */
static int attributes(const char *path, int flags, unsigned long set, unsigned long clear,
                      unsigned long propagation)
{
    unsigned long attr[4] = {set, clear, propagation, 0};
    return syscall(SYS_mount_setattr, AT_FDCWD, path, flags, attr, sizeof attr);
}

/* Bind over something that need not exist, or that the user cannot reach anyway. */
static void cover(const char *source, const char *target)
{
    if (mount(source, target, 0, MS_BIND, 0) < 0 && errno != ENOENT && errno != EACCES &&
        errno != ENOTDIR) {
        dprintf(2, "floor: cover %s: %s\n", target, strerror(errno));
        _exit(125);
    }
}

/* The working directory is the host's /dev, so "null" is the host's device while /dev/null is the
 * box's. */
static void make_dev(void)
{
    static const char *const devices[] = {"null", "zero", "full", "random", "urandom", "tty"};
    char path[32];
    mode_t mask = umask(0);
    CHECK(chdir("/dev"));
    CHECK(mount("tmpfs", "/dev", "tmpfs", MS_NOSUID | MS_NOEXEC | MS_NODEV, "mode=755,size=64m"));
    for (int i = 0; i < 6; i++) {
        snprintf(path, sizeof path, "/dev/%s", devices[i]);
        CHECK(mknod(path, S_IFREG | 0666, 0));
        CHECK(mount(devices[i], path, 0, MS_BIND, 0));
    }
    CHECK(symlink("/proc/self/fd", "/dev/fd"));
    CHECK(symlink("/proc/self/fd/0", "/dev/stdin"));
    CHECK(symlink("/proc/self/fd/1", "/dev/stdout"));
    CHECK(symlink("/proc/self/fd/2", "/dev/stderr"));
    CHECK(symlink("pts/ptmx", "/dev/ptmx"));
    CHECK(mkdir("/dev/pts", 0755));
    CHECK(mkdir("/dev/shm", 01777));
    umask(mask);
    /* The nodes come from where everything has become nodev; they cannot be changed. */
    CHECK(attributes("/dev", RECURSIVE, RDONLY | NOSUID, NODEV, 0));
    /* Stays writable, bounded together with /dev. */
    CHECK(mount("/dev/shm", "/dev/shm", 0, MS_BIND, 0));
    CHECK(attributes("/dev/shm", 0, 0, RDONLY, 0));
    /* From here on a bind of /dev/pts is an empty read-only directory. */
}

/* A bind inherits the mount's flags: made while /proc is read-only, these stay so when /proc is
 * opened again. */
static void make_proc(void)
{
    static const char *const read_only[] = {"/proc/sys", "/proc/bus", "/proc/fs", "/proc/irq",
                                            "/proc/sysrq-trigger"};
    static const char *const files[] = {
        "/proc/interrupts",  "/proc/kcore",      "/proc/keys",       "/proc/latency_stats",
        "/proc/sched_debug", "/proc/timer_list"};
    static const char *const dirs[] = {"/proc/acpi", "/proc/asound", "/proc/scsi"};
    CHECK(mount("proc", "/proc", "proc", SAFE, 0));
    CHECK(attributes("/proc", 0, RDONLY, 0, 0));
    for (unsigned i = 0; i < sizeof read_only / sizeof *read_only; i++)
        cover(read_only[i], read_only[i]);
    CHECK(attributes("/proc", 0, 0, RDONLY, 0));
    for (unsigned i = 0; i < sizeof files / sizeof *files; i++) cover("null", files[i]);
    for (unsigned i = 0; i < sizeof dirs / sizeof *dirs; i++) cover("/dev/pts", dirs[i]);
}

/* Everything mounted elsewhere vanishes. Read before the box's own mounts are made, so the list is
 * the host's. */
static char mounts[1 << 16];
static int within(const char *path, const char *directory)
{
    size_t length = strlen(directory);
    return !strncmp(path, directory, length) && (path[length] == 0 || path[length] == '/');
}

static void cover_submounts(void)
{
    char *covered[1024];
    int n = 0, i;
    for (char *line = mounts, *end; *line; line = end + 1) {
        if (!(end = strchr(line, '\n'))) break;
        char *path = strchr(line, ' ') + 1, *to = path;
        for (char *from = path; *from != ' ';) /* \040 and friends */
            if (*from == '\\') {
                *to++ = (from[1] - '0') << 6 | (from[2] - '0') << 3 | (from[3] - '0');
                from += 4;
            } else
                *to++ = *from++;
        *to = 0;
        if (n == 1024) {
            dprintf(2, "floor: too many mounts\n");
            _exit(125);
        }
        if (!path[1] || !strncmp(path, "/proc", 5) || !strncmp(path, "/dev", 4) ||
            !strncmp(path, "/tmp", 4))
            continue;
        for (i = 0; i < n && !within(path, covered[i]); i++) {
        }
        if (i < n) continue; /* one cover hides all that is stacked there or mounted below */
        cover("/dev/pts", covered[n++] = path);
    }
}

static void read_mounts(void)
{
    int fd = open("/proc/self/mounts", O_RDONLY | O_CLOEXEC);
    size_t n = 0;
    CHECK(fd);
    for (ssize_t r; (r = read(fd, mounts + n, sizeof mounts - 1 - n)) != 0; n += r) CHECK(r);
    if (n == sizeof mounts - 1) {
        dprintf(2, "floor: too many mounts\n");
        _exit(125);
    }
}

static void make_mounts(void)
{
    read_mounts();
    CHECK(attributes("/", RECURSIVE, RDONLY | NOSUID | NODEV, 0, MS_PRIVATE));
    make_dev();
    make_proc();
    cover_submounts();
    CHECK(mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777,size=64m"));
    CHECK(mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC,
                "newinstance,ptmxmode=0666,mode=620"));
    CHECK(chdir("/"));
}

static void loopback_up(void)
{
    int s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    CHECK(s);
    CHECK(ioctl(s, SIOCSIFFLAGS, &lo));
}

/* Denied system calls as half-open ranges; between them all is allowed. The last one is the x32
 * ABI. */
static const unsigned denied[] = {
    101, 102, 103, 104, 153, 154, 155, 156, 161, 162, 163, 170, 172,        173 + 1,   174,
    177, 227, 228, 246, 247, 248, 251, 272, 273, 298, 299, 304, 306,        308,       309,
    310, 312, 313, 314, 320, 322, 323, 324, 425, 434, 442, 443, 0x40000000, 0xffffffff};
enum { BOUNDS = sizeof denied / sizeof *denied, ALLOW = 4 + BOUNDS, DENY = ALLOW + 1 };
static struct sock_filter filter[BOUNDS + 6];
static int next_node = 4;

/* A balanced tree over intervals a..b (interval i ends at denied[i], odd ones are denied): the
 * kernel runs the filter once for every system call number at load time, so the depth, not only the
 * length, is what loading costs. */
static int tree(int a, int b)
{
    if (a == b) return a % 2 ? DENY : ALLOW;
    int here = next_node++, middle = (a + b) / 2, below = tree(a, middle),
        above = tree(middle + 1, b);
    filter[here] = (struct sock_filter){BPF_JMP | BPF_JGE | BPF_K, above - here - 1,
                                        below - here - 1, denied[middle]};
    return here;
}

static void no_privileges(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {0};
    for (int cap = 0; prctl(PR_CAPBSET_DROP, cap) == 0; cap++) {
    }
    CHECK(syscall(SYS_capset, &header, none)); /* inheritable is empty, hence ambient too */
    CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    filter[0] = (struct sock_filter){BPF_LD | BPF_W | BPF_ABS, 0, 0, 4};
    filter[1] =
        (struct sock_filter){BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0xc000003e /* AUDIT_ARCH_X86_64 */};
    filter[2] = (struct sock_filter){BPF_RET, 0, 0, SECCOMP_RET_KILL_PROCESS};
    filter[3] = (struct sock_filter){BPF_LD | BPF_W | BPF_ABS, 0, 0, 0};
    tree(0, BOUNDS);
    filter[ALLOW] = (struct sock_filter){BPF_RET, 0, 0, SECCOMP_RET_ALLOW};
    filter[DENY] = (struct sock_filter){BPF_RET, 0, 0, SECCOMP_RET_ERRNO | EPERM};
    struct sock_fprog program = {DENY + 1, filter};
    CHECK(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program));
}

static int box(void *unused)
{
    CHECK(setsid());
    map_ids();
    CHECK(unshare(CLONE_NEWTIME)); /* entered at execve, Linux 6.1 */
    make_mounts();
    loopback_up();
    CHECK(syscall(SYS_close_range, 3, ~0u, 4 /* CLOEXEC */));
    no_privileges();
    sigprocmask(SIG_SETMASK, &callers_mask, 0);
    execvp(command[0], command);
    dprintf(2, "floor: %s: %s\n", command[0], strerror(errno));
    _exit(errno == ENOENT ? 127 : 126);
}

/* System calls of the holder leave errno alone, which is the launcher's, too. */
static long quietly(long number, long a, long b, long c, long d)
{
    long result = number;
    register long r10 __asm__("r10") = d;
    __asm__ volatile("syscall"
                     : "+a"(result)
                     : "D"(a), "S"(b), "d"(c), "r"(r10)
                     : "rcx", "r11", "memory");
    return result;
}

static int hold(void *unused)
{
    static char stack[32768] __attribute__((aligned(16)));
    struct pollfd gone = {launcher, POLLIN, 0};
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {0};
    int status;
    quietly(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0);
    if (quietly(SYS_poll, (long)&gone, 1, 0, 0)) return 125; /* it died before the line above */
    int pid = clone(box, stack + sizeof stack, CLONE_NEWPID | CLONE_PIDFD | CLONE_VM | SIGCHLD, 0,
                    &guest);
    if (pid < 0) return 125;
    quietly(SYS_capset, (long)&header, (long)none, 0, 0);
    while (quietly(SYS_wait4, -1, (long)&status, 0, 0) != pid) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
    static char stack[32768] __attribute__((aligned(16)));
    static const int forwarded[] = {SIGHUP,  SIGINT,  SIGQUIT,  SIGUSR1,
                                    SIGUSR2, SIGTERM, SIGWINCH, SIGCHLD};
    sigset_t set;
    int status;
    if (argc < 2) return dprintf(2, "usage: floor CMD [ARG...]\n"), 125;
    command = argv + 1, uid = getuid(), gid = getgid();
    sigemptyset(&set);
    for (int i = 0; i < 8; i++) sigaddset(&set, forwarded[i]);
    sigprocmask(SIG_BLOCK, &set, &callers_mask);
    CHECK(launcher = syscall(SYS_pidfd_open, getpid(), 0));
    int pid = clone(hold, stack + sizeof stack, NAMESPACES | CLONE_FILES | CLONE_VM | SIGCHLD, 0);
    CHECK(pid);
    for (;;) {
        int signal = sigwaitinfo(&set, 0);
        if (signal != SIGCHLD) {
            if (signal > 0) syscall(SYS_pidfd_send_signal, guest, signal, 0, 0);
            continue;
        }
        if (waitpid(pid, &status, WNOHANG) == pid)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
}
