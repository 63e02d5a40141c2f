// Included by the generated callsites.c, after the sorted table of the calls that have handlers.

// What is returned holds until the next call: the runtime looks at one call site at a time.
TeaVM_CallSite* limpet_findCallSite(int32_t id) {
    static TeaVM_CallSite found;
    found.firstHandler = NULL;
    found.location = NULL;
    #if LIMPET_HANDLED_CALL_SITES > 0
        static TeaVM_ExceptionHandler handlers[LIMPET_LONGEST_HANDLERS];
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
            const Limpet_Handler* next = limpet_handlers + limpet_handledCallSites[low].firstHandler;
            TeaVM_ExceptionHandler* handler = handlers;
            found.firstHandler = handlers;
            for (; next->more; ++next, ++handler) {
                handler->id = next->id;
                handler->exceptionClass = next->caught < 0 ? NULL : limpet_caught[next->caught];
                handler->next = handler + 1;
            }
            handler->id = next->id;
            handler->exceptionClass = next->caught < 0 ? NULL : limpet_caught[next->caught];
            handler->next = NULL;
        }
    #endif
    return &found;
}
