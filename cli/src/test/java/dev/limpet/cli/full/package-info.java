@NullMarked
package dev.limpet.cli.full;

import org.jspecify.annotations.NullMarked;
