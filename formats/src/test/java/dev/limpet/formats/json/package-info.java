@NullMarked
package dev.limpet.formats.json;

import org.jspecify.annotations.NullMarked;
