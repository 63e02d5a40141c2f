@NullMarked
package dev.limpet.formats.oci;

import org.jspecify.annotations.NullMarked;
