/**
 * Cgroups: where the kernel lets the caller make one, how it then holds a box, and that it goes
 * away with the box whatever becomes of the launcher.
 */
@NullMarked
package dev.limpet.sandbox.cgroup;

import org.jspecify.annotations.NullMarked;
