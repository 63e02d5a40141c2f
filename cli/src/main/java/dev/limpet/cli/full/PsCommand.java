package dev.limpet.cli.full;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.boxes.BoxState;
import dev.limpet.sandbox.boxes.BoxStatus;
import dev.limpet.sandbox.boxes.NamedBox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code limpet ps}. */
final class PsCommand {
  static final String HELP =
      """
      limpet ps - list the boxes that have a name

      Usage: limpet ps [-a] [-q] [--json]

        -a, --all        those that have ended, too
        -q, --quiet      names only
        --json           an array of objects: name, status, pid (of the command, on the
                         host), supervisor_pid, detached, command, since and, where it
                         has ended, at (milliseconds since 1970), exit_code, timed_out
        -h, --help       print this

      A box has a name if it was started with -d or --name. Its status is starting,
      running, exited (CODE), or dead: then its supervisor was killed and the box
      with it.

      Exit code: 0, or 125 where limpet itself failed.
      """;

  private static final int COMMAND = 60;
  private static final long MILLIS = 1_000_000;

  private final Kernel kernel;

  PsCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  /** A box as it was when it was looked at. */
  private record Sight(String name, BoxStatus status, @Nullable BoxState state) {}

  int run(List<String> words) {
    VerbWords parsed = VerbWords.parse("ps", words);
    if (parsed.wantsHelp()) {
      return HelpCommand.print(kernel, HELP);
    }
    if (!parsed.rest().isEmpty()) {
      throw parsed.wrong("no word is wanted after it: " + parsed.rest().get(0));
    }
    List<Sight> boxes = look(parsed.has("--all"));
    String text = parsed.has("--json") ? json(boxes) : table(boxes, parsed.has("--quiet"));
    return HelpCommand.print(kernel, text);
  }

  private List<Sight> look(boolean all) {
    Boxes boxes = new Boxes(kernel, "ps");
    List<Sight> found = new ArrayList<>();
    for (String name : boxes.names()) {
      NamedBox box = boxes.find(name);
      if (box != null) {
        try {
          BoxStatus status = box.status();
          if (all || status == BoxStatus.RUNNING) {
            found.add(new Sight(name, status, box.state()));
          }
        } catch (RefusedException e) {
          new Stdio(kernel).failure("ps: " + e.getMessage());
        }
        box.close();
      }
    }
    return found;
  }

  private String table(List<Sight> boxes, boolean quiet) {
    if (quiet) {
      StringBuilder names = new StringBuilder();
      for (Sight box : boxes) {
        names.append(box.name).append('\n');
      }
      return names.toString();
    }
    long now = kernel.clock_gettime(Flags.CLOCK_REALTIME) / MILLIS;
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"NAME", "PID", "STATUS", "SINCE", "COMMAND"});
    for (Sight box : boxes) {
      rows.add(row(box, now));
    }
    return Columns.of(rows);
  }

  private static String[] row(Sight box, long now) {
    BoxState state = box.state;
    if (state == null) {
      return new String[] {box.name, "-", box.status.word(), "-", "-"};
    }
    BoxState.Ending ending = state.ending();
    boolean runs = box.status == BoxStatus.RUNNING;
    String status = box.status.word() + (ending == null ? "" : " (" + ending.exitCode() + ")");
    return new String[] {
      box.name,
      runs ? String.valueOf(state.guest().pid()) : "-",
      status,
      age(now - (ending == null ? state.since() : ending.at())),
      command(state.command()),
    };
  }

  /** Such as {@code 5s}, {@code 3m}, {@code 2h}, {@code 9d}. */
  static String age(long millis) {
    long seconds = Math.max(0, millis / 1000);
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 7200) {
      return seconds / 60 + "m";
    }
    return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  private static String command(List<String> words) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < words.size() && out.length() <= COMMAND; i++) {
      out.append(out.isEmpty() ? "" : " ").append(Quoted.word(words.get(i)));
    }
    String text = OsString.visible(out.toString());
    return text.length() <= COMMAND ? text : text.substring(0, COMMAND - 3) + "...";
  }

  private static String json(List<Sight> boxes) {
    JsonWriter out = new JsonWriter().beginArray();
    for (Sight box : boxes) {
      out.beginObject().member("name", box.name).member("status", box.status.word());
      BoxState state = box.state;
      if (state != null) {
        out.member("pid", state.guest().pid());
        out.member("supervisor_pid", state.supervisor().pid());
        out.member("detached", state.detached()).key("command").beginArray();
        for (String word : state.command()) {
          out.value(word);
        }
        out.endArray().member("since", state.since());
        BoxState.Ending ending = state.ending();
        if (ending != null) {
          out.member("at", ending.at()).member("exit_code", ending.exitCode());
          out.member("timed_out", ending.timedOut());
        }
      }
      out.endObject();
    }
    return out.endArray() + "\n";
  }
}
