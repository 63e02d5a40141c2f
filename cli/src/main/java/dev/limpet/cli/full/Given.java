package dev.limpet.cli.full;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option as it was given.
 *
 * @param option as it was written, with its dashes
 * @param values none, one, or two where a destination belongs to it
 * @param where in a policy, for messages; null on the command line
 */
record Given(String option, List<String> values, @Nullable String where) {
  Given {
    values = List.copyOf(values);
  }
}
