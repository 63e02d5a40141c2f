@NullMarked
package dev.limpet.oci.root;

import org.jspecify.annotations.NullMarked;
