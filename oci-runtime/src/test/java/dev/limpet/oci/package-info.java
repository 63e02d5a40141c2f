@NullMarked
package dev.limpet.oci;

import org.jspecify.annotations.NullMarked;
