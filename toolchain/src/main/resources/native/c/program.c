// The one translation unit of a program: what TeaVM generated, with our part of the runtime.
#define _GNU_SOURCE
#include "environment.h"
#include "callsite.h"
#include "hold.h"
#include "arguments.c"
#include "all.c"
#include "start.c"
#include "relro.c"
#include "overflow.c"
#include "hold.c"
