package dev.limpet.bench;

/**
 * One finished run of a command.
 *
 * @param nanos wall time from the spawn to the return of wait4(2)
 * @param maxRssKib ru_maxrss of the command and the children it waited for, in KiB
 * @param exit exit code; 128 + N where signal N killed it
 */
record Sample(long nanos, long maxRssKib, int exit) {}
