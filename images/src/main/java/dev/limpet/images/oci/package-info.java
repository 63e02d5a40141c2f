/** What an image is: digests, names, manifests, configurations, and how they are read. */
@NullMarked
package dev.limpet.images.oci;

import org.jspecify.annotations.NullMarked;
