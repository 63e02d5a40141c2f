@NullMarked
package dev.limpet.formats.seccomp;

import org.jspecify.annotations.NullMarked;
