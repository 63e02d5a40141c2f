/** {@code limpet doctor}: what this machine can hold, a file for each thing that it looks at. */
@NullMarked
package dev.limpet.cli.full.doctor;

import org.jspecify.annotations.NullMarked;
