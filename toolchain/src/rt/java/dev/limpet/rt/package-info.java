/**
 * What hardened programs call: the checks that TeaVM's C backend leaves out, and the ends of a run.
 */
@NullMarked
package dev.limpet.rt;

import org.jspecify.annotations.NullMarked;
