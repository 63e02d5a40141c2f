/** Cgroups that are asked of systemd: its units, their properties, and the way to it over D-Bus. */
@NullMarked
package dev.limpet.oci.systemd;

import org.jspecify.annotations.NullMarked;
