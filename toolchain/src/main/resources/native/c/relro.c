// musl's static position-independent start relocates a program and leaves what it relocated writable.
// The dynamic loader, which would have protected it, does not exist here: the program does it itself.
#include <elf.h>
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <sys/mman.h>

extern const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

__attribute__((constructor)) static void limpet_protectRelocated(void) {
    const char* base = (const char*) &__ehdr_start;
    const ElfW(Phdr)* header = (const ElfW(Phdr)*) (base + __ehdr_start.e_phoff);
    for (int i = 0; i < __ehdr_start.e_phnum; ++i, ++header) {
        if (header->p_type == PT_GNU_RELRO) {
            // The linker ends the range at a page of the largest size that the processor may have.
            uintptr_t start = (uintptr_t) (base + header->p_vaddr) & ~(getauxval(AT_PAGESZ) - 1);
            uintptr_t end = (uintptr_t) (base + header->p_vaddr + header->p_memsz);
            if (mprotect((void*) start, end - start, PROT_READ) != 0) {
                __builtin_trap();
            }
        }
    }
}
