package dev.limpet.linux;

/**
 * The size of a terminal's window in characters; 0 where it is not known.
 *
 * @param rows its height, 16 bits unsigned
 * @param columns its width, likewise
 */
public record WindowSize(int rows, int columns) {}
