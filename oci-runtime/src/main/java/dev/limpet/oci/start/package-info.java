/** How the first process of a container comes to be, and others that join it. */
@NullMarked
package dev.limpet.oci.start;

import org.jspecify.annotations.NullMarked;
