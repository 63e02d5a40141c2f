@NullMarked
package dev.limpet.images.oci;

import org.jspecify.annotations.NullMarked;
