// Replaces TeaVM's memory.c: the heap and what the collector needs beside it, in one mapping.
//
// TeaVM gives the collector a sixteenth of the heap for its lists (the mark queue; the free chunks and
// after them the relocation blocks), and only the mark queue looks where that ends. Here every list has
// the room of its worst case, so that none can end elsewhere: pages that are not touched cost nothing.
//
//   guard | lists | static roots | regions | literals | cards | heap | guard
//
// What every program touches at once lies together: the last literals (they are made from the end), the
// cards and the beginning of the heap. It comes with one system call instead of a fault for each page.
#include "memory.h"
#include "heaptrace.h"
#include "definitions.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// The places in which literals.c makes its objects, and how many bytes they take at most.
extern char* limpet_literalsEnd;
extern const int64_t limpet_literalsRoom;

#define LIMPET_PAGE INT64_C(65536)
#define LIMPET_FIRST_LITERALS INT64_C(12288)
#define LIMPET_FIRST_OBJECTS INT64_C(49152)
#define LIMPET_MADV_POPULATE_WRITE 23
#define LIMPET_MAX_ROOTS INT64_C(65536)

void* teavm_gc_heapAddress = NULL;
void* teavm_gc_gcStorageAddress = NULL;
int32_t teavm_gc_gcStorageSize = 0;
void* teavm_gc_regionsAddress = NULL;
void* teavm_gc_cardTable = NULL;
int32_t teavm_gc_regionMaxCount = 0;
int64_t teavm_gc_availableBytes = 0;
int64_t teavm_gc_minAvailableBytes = 0;
int64_t teavm_gc_maxAvailableBytes = 0;
void*** teavm_gc_staticRoots = NULL;

static void limpet_noMemory(const char* message) {
    (void) !write(2, message, strlen(message));
    _exit(125);
}

static int64_t limpet_alignedTo(int64_t page, int64_t size) {
    return (size + page - 1) / page * page;
}

static int64_t limpet_aligned(int64_t size) {
    return limpet_alignedTo(LIMPET_PAGE, size);
}

// A free chunk is at least 8 bytes and lies beside an object of at least 8: one in 16 bytes. It takes 8
// bytes in the list of chunks and 24 in that of relocation blocks, which has one block more. The mark
// queue takes 4 bytes for each object.
static int64_t limpet_listsSize(int64_t heapSize) {
    return heapSize / 16 * (8 + 24) + LIMPET_PAGE;
}

static int64_t limpet_regionCount(int64_t heapSize) {
    return heapSize / teavm_gc_regionSize + 1;
}

static char* limpet_take(char** at, int64_t size) {
    char* taken = *at;
    *at += limpet_aligned(size);
    return taken;
}

// Advice: before Linux 5.14 the kernel does not know it, and the pages come one by one.
static void limpet_populate(char* from, char* to) {
    int64_t page = sysconf(_SC_PAGESIZE);
    char* start = from - (uintptr_t) from % page;
    madvise(start, to - start, LIMPET_MADV_POPULATE_WRITE);
}

void teavm_initHeap(int64_t minHeap, int64_t maxHeap) {
    int64_t regions = limpet_regionCount(maxHeap);
    // The cards end where the heap begins, and the literals where the cards begin.
    int64_t cards = limpet_alignedTo(64, regions);
    int64_t cardsAndLiterals = limpet_aligned(cards + limpet_literalsRoom);
    int64_t size = limpet_aligned(limpet_listsSize(maxHeap))
            + limpet_aligned(LIMPET_MAX_ROOTS * sizeof(void*)) + limpet_aligned(regions * 2)
            + cardsAndLiterals + limpet_aligned(maxHeap);
    if (limpet_listsSize(maxHeap) > INT32_MAX) {
        limpet_noMemory("limpet: the heap's maximum is too large\n");
    }
    char* at = mmap(NULL, size + 2 * LIMPET_PAGE, PROT_NONE,
            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED || mprotect(at + LIMPET_PAGE, size, PROT_READ | PROT_WRITE) != 0) {
        limpet_noMemory("limpet: there is no address space for the heap: see ulimit -v\n");
    }
    at += LIMPET_PAGE;
    teavm_gc_gcStorageAddress = limpet_take(&at, limpet_listsSize(maxHeap));
    teavm_gc_staticRoots = (void***) limpet_take(&at, LIMPET_MAX_ROOTS * sizeof(void*));
    teavm_gc_regionsAddress = limpet_take(&at, regions * 2);
    limpet_literalsEnd = limpet_take(&at, cardsAndLiterals) + cardsAndLiterals - cards;
    teavm_gc_cardTable = limpet_literalsEnd;
    teavm_gc_heapAddress = limpet_take(&at, maxHeap);
    char* firstObjects = teavm_gc_heapAddress;
    limpet_populate(limpet_literalsEnd - (limpet_literalsRoom < LIMPET_FIRST_LITERALS
                    ? limpet_literalsRoom
                    : LIMPET_FIRST_LITERALS),
            firstObjects + (maxHeap < LIMPET_FIRST_OBJECTS ? maxHeap : LIMPET_FIRST_OBJECTS));
    teavm_gc_minAvailableBytes = minHeap;
    teavm_gc_maxAvailableBytes = maxHeap;

    #if TEAVM_MEMORY_TRACE
        teavm_gc_heapMap = calloc(maxHeap / sizeof(void*), 1);
        teavm_gc_markMap = calloc(maxHeap / sizeof(void*), 1);
        if (teavm_gc_heapMap == NULL || teavm_gc_markMap == NULL) {
            limpet_noMemory("limpet: no memory for the heap's trace\n");
        }
    #endif

    teavm_gc_resizeHeap(minHeap);
}

void teavm_gc_resizeHeap(int64_t newSize) {
    if (newSize == teavm_gc_availableBytes) {
        return;
    }
    teavm_gc_heapResized(newSize);
    if (newSize < teavm_gc_availableBytes) {
        // What lies beyond goes back to the kernel, and comes again as zeros.
        int64_t end = limpet_aligned(teavm_gc_availableBytes);
        int64_t start = limpet_aligned(newSize);
        if (end > start) {
            madvise((char*) teavm_gc_heapAddress + start, end - start, MADV_DONTNEED);
        }
    }
    teavm_gc_gcStorageSize = (int32_t) limpet_listsSize(newSize);
    teavm_gc_regionMaxCount = (int32_t) limpet_regionCount(newSize);
    teavm_gc_availableBytes = newSize;
}

// The roots follow each other, after their count in the first place.
void teavm_registerStaticGcRoots(void*** roots, int count) {
    intptr_t known = (intptr_t) teavm_gc_staticRoots[0];
    if (known + count >= LIMPET_MAX_ROOTS) {
        limpet_noMemory("limpet: the program has too many static fields\n");
    }
    memcpy(teavm_gc_staticRoots + 1 + known, roots, count * sizeof(void**));
    teavm_gc_staticRoots[0] = (void**) (known + count);
}

void teavm_initStaticGcRoots() {
}
