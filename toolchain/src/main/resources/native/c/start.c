// Before musl's start: applies the packed relative relocations (DT_RELR of the generic ELF ABI), which
// take a thirtieth of the space of ordinary ones and which musl knows from 1.2.4 on. Nothing is relocated
// and no thread pointer is set while this runs: it calls nothing and reads no address from memory.
#include <elf.h>
#include <link.h>
#include <stdint.h>

#define LIMPET_DT_RELRSZ 35
#define LIMPET_DT_RELR 36

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
    // An even entry is the address of a word to relocate; an odd one is a bit map of the 63 words behind
    // what was done last.
    uintptr_t* next = 0;
    for (const uintptr_t* entry = (const uintptr_t*) start; (uintptr_t) entry < start + size; ++entry) {
        if ((*entry & 1) == 0) {
            next = (uintptr_t*) (base + *entry);
            *next++ += base;
        } else {
            for (uintptr_t i = 0, bits = *entry >> 1; bits != 0; ++i, bits >>= 1) {
                if (bits & 1) {
                    next[i] += base;
                }
            }
            next += 63;
        }
    }
}
