@NullMarked
package dev.limpet.oci.cgroup;

import org.jspecify.annotations.NullMarked;
