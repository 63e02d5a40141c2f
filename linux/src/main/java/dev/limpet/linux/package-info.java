/** The one door to the kernel: system calls by their names, descriptors, errno. */
@NullMarked
package dev.limpet.linux;

import org.jspecify.annotations.NullMarked;
