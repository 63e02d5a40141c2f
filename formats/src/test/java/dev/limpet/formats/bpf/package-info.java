@NullMarked
package dev.limpet.formats.bpf;

import org.jspecify.annotations.NullMarked;
