/** Limpet and its peers, started in turn in one run; medians, minima and ratios. */
@NullMarked
package dev.limpet.bench;

import org.jspecify.annotations.NullMarked;
