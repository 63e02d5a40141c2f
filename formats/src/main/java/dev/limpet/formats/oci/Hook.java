package dev.limpet.formats.oci;

import java.util.List;

/**
 * A program that is run at a point in the life of a box.
 *
 * @param path the program, absolute
 * @param args its arguments, the first of them its name; empty: its path alone
 * @param env its whole environment, each {@code NAME=value}
 * @param timeout after how many seconds it is too late; 0: never
 */
public record Hook(String path, List<String> args, List<String> env, int timeout) {}
