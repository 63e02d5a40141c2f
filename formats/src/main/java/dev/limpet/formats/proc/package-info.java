/** Files of proc(5). */
@NullMarked
package dev.limpet.formats.proc;

import org.jspecify.annotations.NullMarked;
