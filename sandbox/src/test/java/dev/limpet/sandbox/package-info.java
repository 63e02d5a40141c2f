@NullMarked
package dev.limpet.sandbox;

import org.jspecify.annotations.NullMarked;
