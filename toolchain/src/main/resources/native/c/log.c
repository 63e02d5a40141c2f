// Replaces TeaVM's log.c: System.out byte for byte, whatever the locale. A line is written as soon as it
// ends, so that what was printed before a crash is not lost.
#include "log.h"
#include <stdint.h>
#include <unistd.h>
#include <wchar.h>

static char limpet_line[1024];
static unsigned limpet_lineSize;

static void limpet_writeAll(int fd, const char* from, unsigned size) {
    while (size > 0) {
        ssize_t written = write(fd, from, size);
        if (written < 0) {
            // As the JVM's PrintStream: an error is not reported where nobody asks.
            return;
        }
        from += written;
        size -= (unsigned) written;
    }
}

__attribute__((destructor)) static void limpet_flushLine(void) {
    limpet_writeAll(1, limpet_line, limpet_lineSize);
    limpet_lineSize = 0;
}

void teavm_logchar(int32_t c) {
    limpet_line[limpet_lineSize++] = (char) c;
    if (c == '\n' || limpet_lineSize == sizeof limpet_line) {
        limpet_flushLine();
    }
}

static unsigned limpet_encode(uint32_t c, char* to) {
    if (c < 0x80) {
        to[0] = (char) c;
        return 1;
    }
    unsigned size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (unsigned i = size - 1; i > 0; --i, c >>= 6) {
        to[i] = (char) (0x80 | (c & 0x3f));
    }
    to[0] = (char) (0xf00 >> size | c);
    return size;
}

void teavm_logCodePoint(int32_t c) {
    char utf8[4];
    unsigned size = limpet_encode((uint32_t) c, utf8);
    for (unsigned i = 0; i < size; ++i) {
        teavm_logchar(utf8[i] & 0xff);
    }
}

// The rest is what the runtime itself says when it gives up: on standard error, after the output.
void teavm_printString(char16_t* s) {
    limpet_flushLine();
    while (*s != 0) {
        uint32_t c = *s++;
        if ((c & 0xfc00) == 0xd800 && (*s & 0xfc00) == 0xdc00) {
            c = 0x10000 + ((c & 0x3ff) << 10 | (*s++ & 0x3ff));
        }
        char utf8[4];
        limpet_writeAll(2, utf8, limpet_encode(c, utf8));
    }
}

void teavm_printWString(wchar_t* s) {
    limpet_flushLine();
    while (*s != 0) {
        char utf8[4];
        limpet_writeAll(2, utf8, limpet_encode((uint32_t) *s++, utf8));
    }
}

void teavm_printInt(int32_t i) {
    char digits[12];
    unsigned at = sizeof digits;
    uint32_t rest = i < 0 ? 0u - (uint32_t) i : (uint32_t) i;
    do {
        digits[--at] = (char) ('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (i < 0) {
        digits[--at] = '-';
    }
    limpet_flushLine();
    limpet_writeAll(2, digits + at, sizeof digits - at);
}
