// A child that borrows its parent's memory until it executes a program, as vfork(2)'s does: no page table
// is copied, and no page is faulted in twice.
#include "borrow.h"
#include <sched.h>
#include <sys/syscall.h>

// Returns twice. The return address must not lie on the stack meanwhile: there the child, which returns
// first, would overwrite it with its own calls.
__attribute__((returns_twice)) long limpet_clone_twice(long flags);

#if defined(__x86_64__)
__asm__(".text\n"
        ".type limpet_clone_twice, @function\n"
        "limpet_clone_twice:\n"
        "    endbr64\n"
        "    pop %r9\n"
        "    mov $56, %eax\n" // SYS_clone(flags, stack, parent_tid, child_tid, tls)
        "    xor %esi, %esi\n"
        "    xor %edx, %edx\n"
        "    xor %r10d, %r10d\n"
        "    xor %r8d, %r8d\n"
        "    syscall\n"
        "    push %r9\n"
        "    ret\n");
#elif defined(__aarch64__)
__asm__(".text\n"
        ".type limpet_clone_twice, %function\n"
        "limpet_clone_twice:\n"
        "    bti c\n"
        "    mov x8, #220\n" // SYS_clone(flags, stack, parent_tid, tls, child_tid)
        "    mov x1, xzr\n"
        "    mov x2, xzr\n"
        "    mov x3, xzr\n"
        "    mov x4, xzr\n"
        "    svc #0\n"
        "    ret\n");
#else
    #error "how does clone(2) return twice here?"
#endif

// The child's frames are gone when the parent goes on: the collector must not look for roots there.
__attribute__((noinline)) int64_t limpet_clone_borrowing(int64_t flags, void* child) {
    TeaVM_StackFrame* volatile top = teavm_stackTop;
    long pid = limpet_clone_twice(flags | CLONE_VM | CLONE_VFORK);
    if (pid == 0) {
        ((void (*)(void)) child)();
        __builtin_trap();
    }
    teavm_stackTop = top;
    return pid;
}
