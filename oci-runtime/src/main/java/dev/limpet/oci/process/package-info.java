/** What a process of a container goes through before it becomes its program. */
@NullMarked
package dev.limpet.oci.process;

import org.jspecify.annotations.NullMarked;
