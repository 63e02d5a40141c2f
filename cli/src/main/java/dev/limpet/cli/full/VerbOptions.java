package dev.limpet.cli.full;

import java.util.List;

/** The options of verbs that have few, as {@link VerbWords} takes them. */
final class VerbOptions {
  static final String HELP = "-h --help";

  private VerbOptions() {}

  static List<String> of(String verb) {
    return switch (verb) {
      case "exec", "enter" ->
          List.of(
              "-e --env NAME=VALUE", "-C -w --workdir DIR", "-i --interactive", "-t --tty", HELP);
      case "ps" -> List.of("-a --all", "-q --quiet", "--json", HELP);
      case "logs" -> List.of("-f --follow", "-n --tail N", HELP);
      case "kill" -> List.of("-s --signal SIGNAL", HELP);
      case "rm" -> List.of("-f --force", HELP);
      case "pull" ->
          List.of(
              "--platform OS/ARCH",
              "--mirror HOST",
              "--no-unpack",
              "--max-size SIZE",
              "--max-entries N",
              HELP);
      case "load" ->
          List.of("--platform OS/ARCH", "--no-unpack", "--max-size SIZE", "--max-entries N", HELP);
      case "save" -> List.of("-o --output FILE", "--format oci|docker", HELP);
      case "images" -> List.of("--json", "-q --quiet", HELP);
      case "unpack" -> List.of("--max-size SIZE", "--max-entries N", HELP);
      case "doctor" -> List.of("--json", HELP);
      default -> List.of(HELP);
    };
  }
}
