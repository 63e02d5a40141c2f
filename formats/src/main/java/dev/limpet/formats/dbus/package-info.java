/** Messages of D-Bus, as its specification has them on the wire. */
@NullMarked
package dev.limpet.formats.dbus;

import org.jspecify.annotations.NullMarked;
