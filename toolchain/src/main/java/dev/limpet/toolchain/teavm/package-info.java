/** The only code that calls TeaVM. Loaded by the driver's own class loader, with our patches. */
@NullMarked
package dev.limpet.toolchain.teavm;

import org.jspecify.annotations.NullMarked;
