package dev.limpet.formats.oci;

import org.jspecify.annotations.Nullable;

/**
 * {@code process.execCPUAffinity}: the processors of a process that joins the box, as lists such as
 * {@code 0-3,7}.
 *
 * @param initial before it is in the box's cgroup; null: as they are
 * @param last {@code final}, after it; null: all of that cgroup's
 */
public record ExecCpuAffinity(@Nullable ProcessorList initial, @Nullable ProcessorList last) {}
