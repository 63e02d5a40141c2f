package dev.limpet.formats.oci;

/**
 * {@code process.ioPriority}, see ioprio_set(2).
 *
 * @param clazz {@code class}: {@code IOPRIO_CLASS_RT}, {@code _BE} or {@code _IDLE}
 * @param priority from 0, the highest, to 7
 */
public record IoPriority(String clazz, int priority) {}
