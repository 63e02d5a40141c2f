// Where a call of the program finds its exception handlers: not in an array of all calls.
#pragma once
#include "runtime.h"
#include "stack.h"
#include <stdint.h>

typedef struct {
    int32_t callSite;
    int32_t firstHandler;
} Limpet_HandledCallSite;

// A handler: its class by its place among the classes that are caught, -1 for whatever is thrown, and
// whether the next in the table is asked after it. Without pointers the table is read-only, and nothing in
// it is relocated at the start.
typedef struct {
    int32_t id;
    int16_t caught;
    int16_t more;
} Limpet_Handler;

extern TeaVM_CallSite* limpet_findCallSite(int32_t id);

#undef TEAVM_FIND_CALLSITE
#define TEAVM_FIND_CALLSITE(id, frame) limpet_findCallSite(id)
