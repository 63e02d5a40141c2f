/** Stands in for JUnit's package of this name in natively run unit tests. */
@NullMarked
package org.junit.jupiter.api.function;

import org.jspecify.annotations.NullMarked;
