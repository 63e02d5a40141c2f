// Where a call of the program finds its exception handlers: not in an array of all calls.
#pragma once
#include "runtime.h"
#include "stack.h"
#include <stdint.h>

typedef struct {
    int32_t callSite;
    int32_t firstHandler;
} Limpet_HandledCallSite;

extern TeaVM_CallSite* limpet_findCallSite(int32_t id);

#undef TEAVM_FIND_CALLSITE
#define TEAVM_FIND_CALLSITE(id, frame) limpet_findCallSite(id)
