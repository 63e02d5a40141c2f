/** Spec to Plan to a running box. */
@NullMarked
package dev.limpet.sandbox;

import org.jspecify.annotations.NullMarked;
