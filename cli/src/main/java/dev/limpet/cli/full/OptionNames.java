package dev.limpet.cli.full;

/** What the names of options mean to a policy. */
final class OptionNames {
  private OptionNames() {}

  /** The long name of an option that has others. */
  static String canonical(String option) {
    return switch (option) {
      case "-C", "-w" -> "--workdir";
      case "-v" -> "--volume";
      case "-e" -> "--env";
      case "-E" -> "--unset";
      case "-u" -> "--user";
      case "-d" -> "--detach";
      case "-i" -> "--interactive";
      case "-t" -> "--tty";
      case "--network" -> "--net";
      default -> option;
    };
  }

  /** Whether an option adds to itself when it is given again. All others have one value. */
  static boolean repeats(String option) {
    return switch (canonical(option)) {
      case "--cmd",
          "--map",
          "--vol",
          "--volume",
          "--tmpfs",
          "--env",
          "--unset",
          "--env-file",
          "--connect-tcp",
          "--bind-tcp" ->
          true;
      default -> false;
    };
  }

  /** The same word for options that say the same thing: the later one counts. */
  static String subject(String option) {
    return option.equals("--map-root") ? "--user" : canonical(option);
  }

  /** The same word for options whose order counts. */
  static String family(String option) {
    return switch (canonical(option)) {
      case "--map", "--vol", "--volume", "--tmpfs" -> "places";
      case "--env", "--unset" -> "environment";
      default -> canonical(option);
    };
  }

  /** The form of the value of an option that need not have one; empty for one that never has. */
  static String optionalForm(String option) {
    return switch (option) {
      case "--stats" -> "json";
      case "--overlay" -> "DIR";
      default -> "";
    };
  }

  /** Whether an option cannot be in a policy: it is about policies, or no option of the box. */
  static boolean isAboutPolicies(String option) {
    return option.equals("--policy") || option.equals("--print-policy") || option.equals("--help");
  }
}
