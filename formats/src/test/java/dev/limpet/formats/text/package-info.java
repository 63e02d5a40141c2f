@NullMarked
package dev.limpet.formats.text;

import org.jspecify.annotations.NullMarked;
