@NullMarked
package dev.limpet.sandbox.boxes;

import org.jspecify.annotations.NullMarked;
