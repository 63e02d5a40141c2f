#pragma once
#include <stdint.h>

/* clone(2) with CLONE_VM | CLONE_VFORK: the child runs child() in the caller's memory and on the stack
 * below the caller's frame, while the caller waits for it to execute a program or to exit. Returns the
 * child's pid, or -errno. child() must not return. */
int64_t limpet_clone_borrowing(int64_t flags, void* child);
