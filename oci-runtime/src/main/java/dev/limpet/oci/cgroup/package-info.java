/**
 * The cgroups of a container, of both versions: where they are, who is in them, what they hold and
 * what they tell.
 */
@NullMarked
package dev.limpet.oci.cgroup;

import org.jspecify.annotations.NullMarked;
