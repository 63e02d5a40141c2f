@NullMarked
package dev.limpet.formats.yaml;

import org.jspecify.annotations.NullMarked;
