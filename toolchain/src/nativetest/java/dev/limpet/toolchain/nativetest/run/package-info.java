/** What runs natively around the tests. The cases are generated, see {@code CaseGenerator}. */
@NullMarked
package dev.limpet.toolchain.nativetest.run;

import org.jspecify.annotations.NullMarked;
