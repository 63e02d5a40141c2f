/**
 * Below the door: system calls as numbers and addresses. The only package with native code, and
 * used by {@code dev.limpet.linux} alone.
 *
 * <p>{@code Raw} and {@code Nr} exist twice: for static binaries (src/native) and for the JVM
 * (src/jvm). The class path chooses.
 */
@NullMarked
package dev.limpet.linux.raw;

import org.jspecify.annotations.NullMarked;
