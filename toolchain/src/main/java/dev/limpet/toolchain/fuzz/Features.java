package dev.limpet.toolchain.fuzz;

import java.util.Set;

/** What generated programs may contain, beside the features that the grammar file names. */
record Features(Set<String> without) {
  /** The deepest nesting of try statements within one function. */
  static final int TRY_DEPTH = 4;

  Features {
    without = Set.copyOf(without);
  }

  boolean has(String feature) {
    return !without.contains(feature);
  }

  /** How deep try statements may be nested within each other, 0 for none at all. */
  int tryDepth() {
    if (!has("try")) {
      return 0;
    }
    return has("nested-try") ? TRY_DEPTH : 1;
  }
}
