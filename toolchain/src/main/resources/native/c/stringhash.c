// Replaces TeaVM's stringhash.c: the table behind String.intern(), made when it is first needed. TeaVM's
// puts every literal of the program into it at each start; almost no program ever asks.
#include "stringhash.h"
#include "strings.h"
#include "stack.h"
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

// Open addressing: the size is a power of two, and at most half of the places are not free.
typedef struct {
    TeaVM_String* string;
    int32_t hash;
    int32_t used;
} Limpet_Interned;

static Limpet_Interned* limpet_table = NULL;
static uint32_t limpet_tableSize = 0;
static uint32_t limpet_tableUsed = 0;
static uint32_t limpet_cursor = 0;
// The place of an equal string, or the free place where it belongs. One that was deleted is passed over.
static Limpet_Interned* limpet_find(TeaVM_String* string, int32_t hash) {
    for (uint32_t i = (uint32_t) hash;; ++i) {
        Limpet_Interned* place = &limpet_table[i & (limpet_tableSize - 1)];
        if (!place->used) {
            return place;
        }
        if (place->string != NULL && place->hash == hash && teavm_equals(place->string, string)) {
            return place;
        }
    }
}

static void limpet_put(TeaVM_String* string, int32_t hash) {
    Limpet_Interned* place = limpet_find(string, hash);
    if (!place->used) {
        *place = (Limpet_Interned) { .string = string, .hash = hash, .used = 1 };
        ++limpet_tableUsed;
    }
}

static void limpet_resize(uint32_t size) {
    Limpet_Interned* old = limpet_table;
    uint32_t oldSize = limpet_tableSize;
    limpet_table = calloc(size, sizeof(Limpet_Interned));
    if (limpet_table == NULL) {
        static const char message[] = "no memory for interned strings\n";
        (void) !write(2, message, sizeof message - 1);
        _exit(125);
    }
    limpet_tableSize = size;
    limpet_tableUsed = 0;
    for (uint32_t i = 0; i < oldSize; ++i) {
        if (old[i].string != NULL) {
            limpet_put(old[i].string, old[i].hash);
        }
    }
    free(old);
}

static void limpet_makeTable(void) {
    uint32_t size = 64;
    while (size < 4 * (uint32_t) limpet_literalCount()) {
        size *= 2;
    }
    limpet_resize(size);
    for (int32_t i = 0; i < limpet_literalCount(); ++i) {
        TeaVM_String* literal = limpet_literal(i);
        limpet_put(literal, teavm_hashCode(literal));
    }
}

TeaVM_String* teavm_internString(TeaVM_String* string) {
    if (limpet_table == NULL) {
        limpet_makeTable();
    } else if (2 * limpet_tableUsed >= limpet_tableSize) {
        limpet_resize(2 * limpet_tableSize);
    }
    int32_t hash = teavm_hashCode(string);
    limpet_put(string, hash);
    return limpet_find(string, hash)->string;
}

// The collector walks over the table to drop what nobody holds and to follow what it moves.
static void limpet_skipEmpty(void) {
    while (limpet_cursor < limpet_tableSize && limpet_table[limpet_cursor].string == NULL) {
        ++limpet_cursor;
    }
}

void teavm_stringHashtableRewind() {
    limpet_cursor = 0;
    limpet_skipEmpty();
}

void* teavm_stringHashtableCurrent() {
    return limpet_cursor < limpet_tableSize ? limpet_table[limpet_cursor].string : NULL;
}

void teavm_stringHashtableUpdateRef(void* string) {
    limpet_table[limpet_cursor].string = string;
}

void teavm_stringHashtableDelete() {
    limpet_table[limpet_cursor].string = NULL;
    limpet_skipEmpty();
}

void teavm_stringHashtableNext() {
    ++limpet_cursor;
    limpet_skipEmpty();
}
