package dev.limpet.cli.full;

import dev.limpet.cli.EnvChange;
import dev.limpet.cli.RunValues;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Attendant;
import dev.limpet.sandbox.HostFacts;
import dev.limpet.sandbox.SealedProgram;
import dev.limpet.sandbox.TerminalKeeper;
import dev.limpet.sandbox.TerminalRelay;
import dev.limpet.sandbox.boxes.BoxState;
import dev.limpet.sandbox.boxes.Entrance;
import dev.limpet.sandbox.boxes.NamedBox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code limpet exec} and {@code limpet enter}. */
final class ExecCommand {
  static final String HELP =
      """
      limpet exec - run a command in a box that runs

      Usage: limpet exec [OPTION...] NAME COMMAND [ARG...]
             limpet enter [OPTION...] NAME [COMMAND [ARG...]]

      enter runs a shell where no command is given: the SHELL of the box's
      environment if it has that, else sh.

        -e, --env NAME=VALUE
                         set a variable; the others are those the box was started with
        -C, -w, --workdir DIR
                         work in DIR of the box; otherwise where the box began
        -i, --interactive
                         what it does anyway: it has the caller's standard input.
                         Terminals stay out of the box: it has pipes in their places
        -t, --tty        give it a terminal of its own, connected with the caller's;
                         enter does where standard input is one
        -h, --help       print this

      The command is in all namespaces of the box, has its limits and its filter of
      system calls, and the capabilities of the command that the box was started with:
      none but with --subids or --nest as root of the box.
      It has a session of its own. It ends with the box, and with limpet exec, which
      passes signals on as limpet run does.

      Exit code: the command's own, 128+N if signal N ended it, 125 limpet itself
      failed, 126 the command cannot be executed, 127 it is not there.
      """;

  private static final String SHELL = "SHELL=";

  private final Kernel kernel;
  private final String verb;

  ExecCommand(Kernel kernel, String verb) {
    this.kernel = kernel;
    this.verb = verb;
  }

  int run(List<String> words) {
    VerbWords parsed = VerbWords.parse(verb, words);
    if (parsed.wantsHelp()) {
      return HelpCommand.print(kernel, HELP);
    }
    String name = parsed.names().get(0);
    List<String> command = afterName(parsed.rest());
    if (command.isEmpty() && verb.equals("exec")) {
      throw parsed.wrong("no command is given: limpet exec [OPTION...] NAME COMMAND...");
    }
    if (!command.isEmpty() && command.get(0).isEmpty()) {
      throw parsed.wrong("the command is an empty word");
    }
    String cwd = parsed.value("--workdir");
    if (cwd != null) {
      RunValues.boxPath(verb + ": --workdir", cwd);
    }
    HostFacts.refuseDirectories(kernel);
    List<String> args = new ArrayList<>(List.of("limpet", verb));
    args.addAll(words);
    new SealedProgram(kernel).become(args);
    boolean terminal = parsed.has("--tty") || (verb.equals("enter") && kernel.isatty(0));
    return join(name, command, parsed.values("--env"), cwd, terminal);
  }

  /** What follows the name; docker's users write {@code --} between. */
  private static List<String> afterName(List<String> rest) {
    int from = rest.size() > 1 && rest.get(1).equals("--") ? 2 : 1;
    return rest.subList(from, rest.size());
  }

  private int join(
      String name, List<String> command, List<String> env, @Nullable String cwd, boolean terminal) {
    Boxes boxes = new Boxes(kernel, verb);
    NamedBox box = boxes.box(name);
    BoxState state = boxes.running(box);
    Environment environment = environment(state, env);
    List<String> args = command.isEmpty() ? List.of(shell(environment)) : command;
    Entrance.Command wanted =
        new Entrance.Command(
            args,
            environment.entries(),
            cwd,
            terminal,
            terminal ? CallersConsole.size(kernel) : null);
    Attendant attendant = terminal ? new TerminalRelay(kernel) : new TerminalKeeper(kernel);
    return new Entrance(kernel, name, state).run(wanted, attendant);
  }

  /** The box's, with changes; a bare name passes on the caller's. */
  private static Environment environment(BoxState state, List<String> env) {
    List<EnvChange> changes = new ArrayList<>();
    for (String entry : env) {
      changes.add(EnvChange.parse(entry));
    }
    Environment.Editor editor = new Environment(state.confinement().env()).edit();
    for (EnvChange change : changes) {
      switch (change) {
        case EnvChange.Set set -> editor.set(set.name(), set.value());
        case EnvChange.Unset unset -> editor.unset(unset.name());
        case EnvChange.Pass pass -> {
          String value = Environment.ofProcess().get(pass.name());
          if (value != null) {
            editor.set(pass.name(), value);
          }
        }
      }
    }
    return editor.done();
  }

  private static String shell(Environment environment) {
    for (String entry : environment.entries()) {
      if (entry.startsWith(SHELL) && entry.length() > SHELL.length()) {
        return entry.substring(SHELL.length());
      }
    }
    return "sh";
  }
}
