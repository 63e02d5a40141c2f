// Included by the generated callsites.c, after the sorted table of the calls that have handlers.

// What is returned holds until the next call: the runtime looks at one call site at a time.
TeaVM_CallSite* limpet_findCallSite(int32_t id) {
    static TeaVM_CallSite found;
    found.firstHandler = NULL;
    found.location = NULL;
    #if LIMPET_HANDLED_CALL_SITES > 0
        int32_t low = 0;
        int32_t high = LIMPET_HANDLED_CALL_SITES - 1;
        while (low < high) {
            int32_t middle = (low + high) / 2;
            if (limpet_handledCallSites[middle].callSite < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (limpet_handledCallSites[low].callSite == id) {
            found.firstHandler = exceptionHandlers_teavm_callSites
                    + limpet_handledCallSites[low].firstHandler;
        }
    #endif
    return &found;
}
