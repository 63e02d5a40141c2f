@NullMarked
package dev.limpet.oci.systemd;

import org.jspecify.annotations.NullMarked;
