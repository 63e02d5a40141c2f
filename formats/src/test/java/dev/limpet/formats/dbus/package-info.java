@NullMarked
package dev.limpet.formats.dbus;

import org.jspecify.annotations.NullMarked;
