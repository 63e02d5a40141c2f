/** OCI images on the JVM: one file per verb. What it makes is used without a JVM. */
@NullMarked
package dev.limpet.images;

import org.jspecify.annotations.NullMarked;
