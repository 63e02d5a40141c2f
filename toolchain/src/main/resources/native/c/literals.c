// String literals: their text lies in read-only pages, and a literal becomes an object when the program
// first asks for it. TeaVM lays every literal out as an object, and writes to each at start: pages to
// copy, and pointers to relocate, for messages that are hardly ever printed.
//
// strings.c has before this: LIMPET_LITERALS, LIMPET_LITERAL_CHARS, limpet_narrow and limpet_wide (the
// text, of one and of two bytes a character), limpet_literals, and limpet_addressed, the numbers of those
// that are read through their place in the pool.
TeaVM_String* teavm_stringPool[LIMPET_LITERALS];

// Room for all, in memory.c's mapping. The objects are aligned to 8 bytes, and the last made comes first.
const int64_t limpet_literalsRoom = LIMPET_LITERALS * (sizeof(TeaVM_String) + sizeof(TeaVM_Array) + 2 * 8)
        + LIMPET_LITERAL_CHARS * sizeof(char16_t);
char* limpet_literalsEnd = NULL;

static void* limpet_literalObject(size_t size) {
    limpet_literalsEnd -= (size + 7) / 8 * 8;
    return limpet_literalsEnd;
}

static __attribute__((noinline)) TeaVM_String* limpet_makeLiteral(int32_t number) {
    // A literal lies outside the heap: its mark is set for good.
    const int32_t marked = INT32_MIN;
    const Limpet_Literal* literal = &limpet_literals[number];
    TeaVM_String* string = limpet_literalObject(sizeof(TeaVM_String));
    TeaVM_Array* array = limpet_literalObject(sizeof(TeaVM_Array) + literal->length * sizeof(char16_t));
    array->parent.header = TEAVM_PACK_CLASS(teavm_charArrayClass) | marked;
    array->size = (int32_t) literal->length;
    char16_t* chars = (char16_t*) (array + 1);
    if (literal->wide) {
        memcpy(chars, (const char*) &limpet_wide + literal->offset, literal->length * sizeof(char16_t));
    } else {
        const unsigned char* text = (const unsigned char*) &limpet_narrow + literal->offset;
        for (uint32_t i = 0; i < literal->length; ++i) {
            chars[i] = text[i];
        }
    }
    string->parent.header = TEAVM_PACK_CLASS(teavm_stringClass) | marked;
    string->characters = array;
    teavm_stringPool[number] = string;
    return string;
}

TeaVM_String* limpet_literal(int32_t number) {
    TeaVM_String* string = teavm_stringPool[number];
    return string != NULL ? string : limpet_makeLiteral(number);
}

int32_t limpet_literalCount() {
    return LIMPET_LITERALS;
}

void teavm_initStringPool() {
    for (size_t i = 0; i < sizeof limpet_addressed / sizeof *limpet_addressed; ++i) {
        limpet_literal(limpet_addressed[i]);
    }
}
