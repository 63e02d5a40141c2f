/** The verbs of an OCI runtime: what engines such as Podman, containerd and Docker call. */
@NullMarked
package dev.limpet.oci;

import org.jspecify.annotations.NullMarked;
