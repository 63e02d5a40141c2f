#pragma once
#include <stdint.h>

/* Makes two processes by clone(2). The first, the holder, begins the namespaces of flags; it dies with the
 * caller, and ends when the second ends, with its exit code or with 128 + the signal that ended it. The
 * second, made with guestFlags, runs child() in the caller's memory, while the caller waits for it to execute
 * a program or to exit. child() must not return. Where that takes long, and one of the blocked signals
 * impatience is pending or the monotonic clock is past deadline (nanoseconds, 0 for never), both are killed.
 *
 * Returns the holder's pid, and in *guest a pidfd of the second process, or -errno. */
int64_t limpet_clone_held(int64_t flags, int64_t guestFlags, int64_t impatience, int64_t deadline,
        int32_t* guest, void* child);
