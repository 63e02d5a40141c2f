// What TeaVM's start asks of its surroundings, and must not: the locale comes from no variable, and rand()
// is not seeded with the second of the start but is the kernel's randomness.
#pragma once
#include <locale.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

// 31 bits, as RAND_MAX has.
static int limpet_rand(void) {
    unsigned int bits;
    if (getrandom(&bits, sizeof bits, 0) != sizeof bits) {
        static const char message[] = "limpet: the kernel has no randomness\n";
        (void) !write(2, message, sizeof message - 1);
        _exit(125);
    }
    return (int) (bits & RAND_MAX);
}

#define rand() limpet_rand()
#define srand(seed) ((void) 0)
#define setlocale(category, name) ((setlocale) (LC_CTYPE, "C.UTF-8"))
