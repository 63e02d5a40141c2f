// A guest and its holder. The holder is the init of the namespaces that hold the guest: the kernel kills it
// when the launcher ends, and with it all that is in there. It never runs a program, so that nobody in the box
// can take that away from it, as the guest could by prctl(2).
//
// Neither has memory of its own before the guest is executed: no page table is copied, and no page is faulted
// in twice. The holder stays in the launcher's memory to its end, on a stack of its own. From where it begins
// it does nothing but system calls, without errno, which it would share.
#include "hold.h"
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>

#ifndef CLONE_PIDFD
    #define CLONE_PIDFD 0x1000
#endif
#define LIMPET_FUTEX_WAIT 0
#define LIMPET_FUTEX_WAKE 1

// What the launcher needs of its stack while it waits: the guest's begins below.
#define LIMPET_WAITING_ROOM 4096
#define LIMPET_HOLDER_STACK 4096
#define LIMPET_LOOK_NANOS 100000000
#define LIMPET_FAILURE 125

static char limpet_holderStack[LIMPET_HOLDER_STACK] __attribute__((aligned(16)));

static struct {
    int64_t guestFlags;
    void (*child)(void);
    char* stack;
    int64_t failure;
    int32_t launcher;
    int32_t guest;
    // Not 0 as long as the guest uses the launcher's memory; the kernel clears it and wakes the launcher.
    int32_t starting;
} limpet_held;

// Runs entry() in the new process.
int64_t limpet_clone_at(int64_t flags, void* stack, int32_t* parentTid, int32_t* childTid, void (*entry)(void));

#if defined(__x86_64__)
__asm__(".text\n"
        ".type limpet_clone_at, @function\n"
        "limpet_clone_at:\n"
        "    endbr64\n"
        "    mov %r8, %r9\n"
        "    mov %rcx, %r10\n"
        "    xor %r8d, %r8d\n"
        "    mov $56, %eax\n" // SYS_clone(flags, stack, parent_tid, child_tid, tls)
        "    syscall\n"
        "    test %rax, %rax\n"
        "    jnz 1f\n"
        "    xor %ebp, %ebp\n"
        "    call *%r9\n"
        "    ud2\n"
        "1:  ret\n");
#elif defined(__aarch64__)
__asm__(".text\n"
        ".type limpet_clone_at, %function\n"
        "limpet_clone_at:\n"
        "    bti c\n"
        "    mov x9, x4\n"
        "    mov x4, x3\n"
        "    mov x3, xzr\n"
        "    mov x8, #220\n" // SYS_clone(flags, stack, parent_tid, tls, child_tid)
        "    svc #0\n"
        "    cbnz x0, 1f\n"
        "    mov x29, xzr\n"
        "    mov x30, xzr\n"
        "    blr x9\n"
        "    brk #0\n"
        "1:  ret\n");
#else
    #error "how does clone(2) take a stack here?"
#endif

static int64_t limpet_call(long number, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e) {
    #if defined(__x86_64__)
        int64_t result = number;
        register int64_t fourth __asm__("r10") = d;
        register int64_t fifth __asm__("r8") = e;
        __asm__ volatile("syscall"
                : "+a"(result)
                : "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth)
                : "rcx", "r11", "memory");
    #else
        register int64_t result __asm__("x0") = a;
        register int64_t second __asm__("x1") = b;
        register int64_t third __asm__("x2") = c;
        register int64_t fourth __asm__("x3") = d;
        register int64_t fifth __asm__("x4") = e;
        register int64_t which __asm__("x8") = number;
        __asm__ volatile("svc 0"
                : "+r"(result)
                : "r"(second), "r"(third), "r"(fourth), "r"(fifth), "r"(which)
                : "memory");
    #endif
    return result;
}

static _Noreturn void limpet_end(int code) {
    limpet_call(SYS_exit_group, code, 0, 0, 0, 0);
    __builtin_trap();
}

// It may have ended before the holder asked to die with it.
static int limpet_launcherHasEnded(void) {
    struct pollfd launcher = { .fd = limpet_held.launcher, .events = POLLIN };
    struct timespec now = { 0 };
    int64_t ready = limpet_call(SYS_ppoll, (intptr_t) &launcher, 1, (intptr_t) &now, 0, 0);
    limpet_call(SYS_close, limpet_held.launcher, 0, 0, 0, 0);
    return ready != 0;
}

// Whatever ends here is waited for: as init of a pid namespace the holder gets the orphans, too.
static _Noreturn void limpet_waitFor(int64_t guest) {
    while (1) {
        int status = 0;
        int64_t ended = limpet_call(SYS_wait4, -1, (intptr_t) &status, 0, 0, 0);
        if (ended == guest) {
            limpet_end(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
        }
        if (ended < 0 && ended != -EINTR) {
            limpet_end(LIMPET_FAILURE);
        }
    }
}

// A process that shares memory begins without the other stack on which an overflow is told.
static void limpet_guest(void) {
    stack_t stack = limpet_stackForFaults();
    limpet_call(SYS_sigaltstack, (intptr_t) &stack, 0, 0, 0, 0);
    limpet_held.child();
    __builtin_trap();
}

static void limpet_hold(void) {
    limpet_call(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (limpet_launcherHasEnded()) {
        limpet_end(LIMPET_FAILURE);
    }
    int64_t guest = limpet_clone_at(
            limpet_held.guestFlags | CLONE_VM | CLONE_PIDFD | CLONE_CHILD_CLEARTID | SIGCHLD,
            limpet_held.stack, &limpet_held.guest, &limpet_held.starting, limpet_guest);
    if (guest < 0) {
        limpet_held.failure = guest;
        __atomic_store_n(&limpet_held.starting, 0, __ATOMIC_SEQ_CST);
        limpet_call(SYS_futex, (intptr_t) &limpet_held.starting, LIMPET_FUTEX_WAKE, 1, 0, 0);
        limpet_end(LIMPET_FAILURE);
    }
    struct { uint32_t version; int32_t pid; } ofItself = { 0x20080522, 0 };
    uint32_t none[6] = { 0 };
    limpet_call(SYS_capset, (intptr_t) &ofItself, (intptr_t) none, 0, 0, 0);
    limpet_waitFor(guest);
}

static int limpet_isImpatient(int64_t impatience, int64_t deadline) {
    uint64_t pending = 0;
    struct timespec now = { 0 };
    limpet_call(SYS_rt_sigpending, (intptr_t) &pending, sizeof pending, 0, 0, 0);
    limpet_call(SYS_clock_gettime, CLOCK_MONOTONIC, (intptr_t) &now, 0, 0, 0);
    return (pending & (uint64_t) impatience) != 0
            || (deadline != 0 && now.tv_sec * INT64_C(1000000000) + now.tv_nsec >= deadline);
}

// A holder that was killed before it had a guest wakes nobody. One that ends later has seen its guest end.
static void limpet_awaitStart(int64_t holder, int64_t impatience, int64_t deadline) {
    struct timespec while_ = { .tv_nsec = LIMPET_LOOK_NANOS };
    siginfo_t ended = { 0 };
    while (__atomic_load_n(&limpet_held.starting, __ATOMIC_SEQ_CST) != 0 && ended.si_pid == 0) {
        int64_t result = limpet_call(SYS_futex, (intptr_t) &limpet_held.starting, LIMPET_FUTEX_WAIT, 1,
                (intptr_t) &while_, 0);
        if (result == -ETIMEDOUT) {
            if (limpet_isImpatient(impatience, deadline)) {
                limpet_call(SYS_kill, holder, SIGKILL, 0, 0, 0);
            }
            limpet_call(SYS_waitid, P_PID, holder, (intptr_t) &ended, WEXITED | WNOHANG | WNOWAIT, 0);
        }
    }
}

__attribute__((noinline))
int64_t limpet_clone_held(int64_t flags, int64_t guestFlags, int64_t impatience, int64_t deadline,
        int32_t* guest, void* child) {
    // The guest's frames are gone when this goes on: the collector must not look for roots there.
    TeaVM_StackFrame* volatile top = teavm_stackTop;
    int64_t launcher = limpet_call(SYS_pidfd_open, limpet_call(SYS_getpid, 0, 0, 0, 0, 0), 0, 0, 0, 0);
    if (launcher < 0) {
        return launcher;
    }
    uintptr_t here = (uintptr_t) __builtin_frame_address(0);
    limpet_held.guestFlags = guestFlags;
    limpet_held.child = (void (*)(void)) child;
    limpet_held.stack = (char*) ((here - LIMPET_WAITING_ROOM) & -(uintptr_t) 16);
    limpet_held.failure = 0;
    limpet_held.launcher = (int32_t) launcher;
    limpet_held.guest = -1;
    limpet_held.starting = 1;
    int64_t holder = limpet_clone_at(flags | CLONE_VM | CLONE_FILES | SIGCHLD,
            limpet_holderStack + LIMPET_HOLDER_STACK, NULL, NULL, limpet_hold);
    if (holder < 0) {
        limpet_call(SYS_close, launcher, 0, 0, 0, 0);
        return holder;
    }
    limpet_awaitStart(holder, impatience, deadline);
    teavm_stackTop = top;
    if (limpet_held.failure < 0) {
        limpet_call(SYS_wait4, holder, 0, 0, 0, 0);
        return limpet_held.failure;
    }
    *guest = limpet_held.guest;
    return holder;
}
