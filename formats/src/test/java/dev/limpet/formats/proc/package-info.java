@NullMarked
package dev.limpet.formats.proc;

import org.jspecify.annotations.NullMarked;
