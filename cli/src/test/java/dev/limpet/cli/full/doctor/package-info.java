@NullMarked
package dev.limpet.cli.full.doctor;

import org.jspecify.annotations.NullMarked;
