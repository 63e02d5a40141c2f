package dev.limpet.oci.process;

/**
 * Who gets the terminal of a container.
 *
 * @param socket a connected socket
 * @param relay whether it is this program itself, which wants both sides: else an engine, to which
 *     only the master is sent
 */
public record TerminalReceiver(int socket, boolean relay) {}
