package dev.limpet.bench;

/**
 * One finished run of a command.
 *
 * @param nanos wall time from the spawn to the return of wait4(2)
 * @param exit exit code; 128 + N where signal N killed it
 */
record Sample(long nanos, int exit) {}
