/**
 * The driver: programs named on a command line become static binaries, and only what changed is
 * built.
 */
@NullMarked
package dev.limpet.toolchain.build;

import org.jspecify.annotations.NullMarked;
