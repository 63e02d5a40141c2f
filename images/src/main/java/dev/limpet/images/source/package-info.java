/** Images from and to files: OCI layouts, docker archives, plain roots. */
@NullMarked
package dev.limpet.images.source;

import org.jspecify.annotations.NullMarked;
