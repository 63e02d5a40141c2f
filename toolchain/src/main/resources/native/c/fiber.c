// Replaces TeaVM's fiber.c: there are no fibers. TeaVM's blocks SIGRTMIN and makes a timer, which every
// program that is started afterwards would inherit.
#include "fiber.h"
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

void teavm_initFiber() {
}

// Reached by Thread.sleep and Object.wait, which the lint refuses.
void teavm_waitFor(int64_t timeout) {
    static const char message[] = "native programs have one thread: nothing can be waited for\n";
    (void) !write(2, message, sizeof message - 1);
    abort();
}

void teavm_interrupt() {
}
