/**
 * JSON (RFC 8259) as a tree in which everything knows where it was written, so that whoever reads a
 * file by a schema can say what is wrong with it and where.
 *
 * <p>Text comes in as a string, decoded by {@code dev.limpet.linux.OsString}: a byte that is not
 * UTF-8 is a lone surrogate there, and is refused where it stands raw. What is a path or an
 * argument of the operating system may hold such bytes all the same: written, one is the escape
 * {@code \}{@code udc80} to {@code \}{@code udcff} (U+DC00 + byte, as Python's {@code
 * surrogateescape} has it), and read, the escape is that byte again. Any other lone surrogate is
 * refused, and so is {@code \}{@code u0000}, which no path, argument or name can hold.
 */
@NullMarked
package dev.limpet.formats.json;

import org.jspecify.annotations.NullMarked;
