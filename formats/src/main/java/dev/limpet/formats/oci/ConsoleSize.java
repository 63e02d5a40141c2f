package dev.limpet.formats.oci;

/**
 * {@code consoleSize}: how large a terminal is, in characters.
 *
 * @param height its rows
 * @param width its columns
 */
public record ConsoleSize(int height, int width) {}
