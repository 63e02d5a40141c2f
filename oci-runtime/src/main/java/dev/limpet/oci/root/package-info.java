/** What the first process of a container does to its root, before it can be seen from there. */
@NullMarked
package dev.limpet.oci.root;

import org.jspecify.annotations.NullMarked;
