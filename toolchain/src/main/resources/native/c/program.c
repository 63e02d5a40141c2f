// The one translation unit of a program: what TeaVM generated, and our start.
#define _GNU_SOURCE
#include "all.c"
#include "relro.c"
