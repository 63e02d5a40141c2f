package dev.limpet.oci.cgroup;

import org.jspecify.annotations.Nullable;

/**
 * What is written to a file of a cgroup.
 *
 * @param file its name in the cgroup's directory
 * @param value one write
 * @param optional whether kernels that do not have the file, or do not support it any more, will do
 * @param otherwise what is written instead where the file is not there; null for nothing else
 */
record Setting(String file, String value, boolean optional, @Nullable Setting otherwise) {
  static Setting of(String file, String value) {
    return new Setting(file, value, false, null);
  }

  static Setting of(String file, long value) {
    return of(file, String.valueOf(value));
  }

  static Setting optional(String file, String value) {
    return new Setting(file, value, true, null);
  }

  /** The same, or {@code other} where the file is not there. */
  Setting or(Setting other) {
    return new Setting(file, value, optional, other);
  }
}
