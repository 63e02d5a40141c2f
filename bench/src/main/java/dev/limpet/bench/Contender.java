package dev.limpet.bench;

import java.util.List;

/**
 * One command that is measured.
 *
 * @param name how the table calls it
 * @param command program and arguments; the program's path is absolute
 */
record Contender(String name, List<String> command) {
  Contender {
    command = List.copyOf(command);
  }
}
