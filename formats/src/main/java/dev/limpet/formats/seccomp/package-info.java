/** Seccomp: the default profile, and the compiler of profiles into filters of classic BPF. */
@NullMarked
package dev.limpet.formats.seccomp;

import org.jspecify.annotations.NullMarked;
