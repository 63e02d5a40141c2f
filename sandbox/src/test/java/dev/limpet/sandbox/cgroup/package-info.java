@NullMarked
package dev.limpet.sandbox.cgroup;

import org.jspecify.annotations.NullMarked;
