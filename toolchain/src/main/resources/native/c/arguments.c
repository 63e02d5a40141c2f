// What main(String[]) is given. TeaVM's own function holds the array in a C variable only, where the
// collector does not see it: with many arguments it is collected before it is full.
#include "core.h"
#include "string.h"
#include "stack.h"

TeaVM_Array* limpet_parseArguments(int argc, char** argv) {
    TEAVM_ALLOC_STACK(1);
    TEAVM_CALL_SITE(-1);
    TEAVM_GC_ROOT_RELEASE(0);
    TeaVM_Array* arguments = teavm_allocateStringArray(argc > 0 ? argc - 1 : 0);
    TEAVM_GC_ROOT(0, arguments);
    for (int i = 1; i < argc; ++i) {
        TeaVM_String* argument = teavm_cToString(argv[i]);
        TEAVM_ARRAY_DATA(arguments, TeaVM_String*)[i - 1] = argument;
    }
    TEAVM_RELEASE_STACK;
    return arguments;
}
