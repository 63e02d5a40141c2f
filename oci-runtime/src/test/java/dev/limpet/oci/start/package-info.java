@NullMarked
package dev.limpet.oci.start;

import org.jspecify.annotations.NullMarked;
