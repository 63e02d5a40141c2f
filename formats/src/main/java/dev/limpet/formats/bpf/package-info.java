/** Classic BPF, the language of seccomp filters: instructions, an assembler, an interpreter. */
@NullMarked
package dev.limpet.formats.bpf;

import org.jspecify.annotations.NullMarked;
