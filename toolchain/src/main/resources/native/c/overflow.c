// A stack that overflows ends in one line and the exit code 125, as does every other fault: memory that
// must not be touched was touched, and nothing after that can be trusted. The handler has a stack of its
// own. What the program starts by execve does not inherit it.
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

// gcc probes each page of a new frame, so that a fault of the stack lies near its pointer.
#define LIMPET_STACK_FAULT_DISTANCE 65536
#define LIMPET_FAULT_STACK_SIZE 16384

static char limpet_faultStack[LIMPET_FAULT_STACK_SIZE] __attribute__((aligned(16)));

static uintptr_t limpet_stackPointer(const ucontext_t* context) {
    #if defined(__x86_64__)
        return (uintptr_t) context->uc_mcontext.gregs[REG_RSP];
    #elif defined(__aarch64__)
        return (uintptr_t) context->uc_mcontext.sp;
    #else
        #error "which register is the stack pointer?"
    #endif
}

static void limpet_onFault(int signal, siginfo_t* info, void* context) {
    static const char overflow[] = "limpet: stack overflow: the recursion is too deep\n";
    static const char fault[] = "limpet: internal error: a memory fault\n";
    uintptr_t distance = (uintptr_t) info->si_addr - limpet_stackPointer(context)
            + LIMPET_STACK_FAULT_DISTANCE;
    if (signal == SIGSEGV && info->si_code > 0 && distance < 2 * LIMPET_STACK_FAULT_DISTANCE) {
        (void) !write(2, overflow, sizeof overflow - 1);
    } else {
        (void) !write(2, fault, sizeof fault - 1);
    }
    _exit(125);
}

static stack_t limpet_stackForFaults(void) {
    return (stack_t) { .ss_sp = limpet_faultStack, .ss_size = sizeof limpet_faultStack };
}

__attribute__((constructor)) static void limpet_catchFaults(void) {
    stack_t stack = limpet_stackForFaults();
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = limpet_onFault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaltstack(&stack, NULL);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}
