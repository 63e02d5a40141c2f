/** The limpet command line: one file per verb. */
@NullMarked
package dev.limpet.cli;

import org.jspecify.annotations.NullMarked;
