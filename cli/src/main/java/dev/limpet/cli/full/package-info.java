/** The verbs and options that the small program hands over: one file per verb. */
@NullMarked
package dev.limpet.cli.full;

import org.jspecify.annotations.NullMarked;
