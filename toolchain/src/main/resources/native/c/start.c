// Before musl's start: applies the packed relative relocations (DT_RELR of the generic ELF ABI), which
// take a thirtieth of the space of ordinary ones and which musl knows from 1.2.4 on. Nothing is relocated
// and no thread pointer is set while this runs: it calls no function of libc and reads no address from
// memory.
#include <elf.h>
#include <link.h>
#include <stdint.h>
#include <sys/syscall.h>

#define LIMPET_DT_RELRSZ 35
#define LIMPET_DT_RELR 36

// Linux 5.14; older kernels answer EINVAL, and the pages come one fault each.
#define LIMPET_MADV_POPULATE_WRITE 23

#if defined(__x86_64__)
__asm__(".text\n"
        ".globl limpet_start\n"
        ".type limpet_start, @function\n"
        "limpet_start:\n"
        "    endbr64\n"
        "    mov %rsp, %rbx\n"
        "    lea __ehdr_start(%rip), %rdi\n"
        "    lea _DYNAMIC(%rip), %rsi\n"
        "    and $-16, %rsp\n"
        "    call limpet_relocate\n"
        "    mov %rbx, %rsp\n"
        "    jmp _start\n"
        ".hidden __ehdr_start, _DYNAMIC\n");
#elif defined(__aarch64__)
__asm__(".text\n"
        ".globl limpet_start\n"
        ".type limpet_start, %function\n"
        "limpet_start:\n"
        "    bti c\n"
        "    adrp x0, __ehdr_start\n"
        "    add x0, x0, :lo12:__ehdr_start\n"
        "    adrp x1, _DYNAMIC\n"
        "    add x1, x1, :lo12:_DYNAMIC\n"
        "    bl limpet_relocate\n"
        "    b _start\n"
        ".hidden __ehdr_start, _DYNAMIC\n");
#else
    #error "how does a program start here?"
#endif

static inline __attribute__((always_inline)) void limpet_adviseRaw(uintptr_t start, uintptr_t size, long advice) {
    #if defined(__x86_64__)
        long result = SYS_madvise;
        __asm__ volatile("syscall" : "+a"(result) : "D"(start), "S"(size), "d"(advice) : "rcx", "r11", "memory");
    #else
        register long number __asm__("x8") = SYS_madvise;
        register long first __asm__("x0") = (long) start;
        register long second __asm__("x1") = (long) size;
        register long third __asm__("x2") = advice;
        __asm__ volatile("svc 0" : "+r"(first) : "r"(number), "r"(second), "r"(third) : "memory");
    #endif
}

// How much of what is not initialised is written before the program begins, or soon after: the pool of
// literals and the runtime's own variables.
#define LIMPET_EARLY_BSS 32768

// What is going to be relocated, nearly every page of the initialised data, and what is written next: one
// system call in place of a fault for each.
static inline __attribute__((always_inline)) void limpet_populateData(uintptr_t base) {
    const ElfW(Ehdr)* file = (const ElfW(Ehdr)*) base;
    const ElfW(Phdr)* header = (const ElfW(Phdr)*) (base + file->e_phoff);
    for (int i = 0; i < file->e_phnum; ++i, ++header) {
        if (header->p_type == PT_LOAD && (header->p_flags & PF_W) != 0) {
            uintptr_t start = (base + header->p_vaddr) & -header->p_align;
            uintptr_t size = header->p_filesz + LIMPET_EARLY_BSS;
            size = size < header->p_memsz ? size : header->p_memsz;
            limpet_adviseRaw(start, base + header->p_vaddr + size - start, LIMPET_MADV_POPULATE_WRITE);
        }
    }
}

__attribute__((used, externally_visible, visibility("hidden"), no_stack_protector))
void limpet_relocate(uintptr_t base, const ElfW(Dyn)* dynamic) {
    uintptr_t start = 0;
    uintptr_t size = 0;
    for (; dynamic->d_tag != DT_NULL; ++dynamic) {
        if (dynamic->d_tag == LIMPET_DT_RELR) {
            start = base + dynamic->d_un.d_ptr;
        } else if (dynamic->d_tag == LIMPET_DT_RELRSZ) {
            size = dynamic->d_un.d_val;
        }
    }
    limpet_populateData(base);
    // An even entry is the address of a word to relocate; an odd one is a bit map of the 63 words behind
    // what was done last.
    uintptr_t* next = 0;
    for (const uintptr_t* entry = (const uintptr_t*) start; (uintptr_t) entry < start + size; ++entry) {
        if ((*entry & 1) == 0) {
            next = (uintptr_t*) (base + *entry);
            *next++ += base;
        } else {
            for (uintptr_t bits = *entry >> 1; bits != 0; bits &= bits - 1) {
                next[__builtin_ctzl(bits)] += base;
            }
            next += 63;
        }
    }
}
