package dev.limpet.cli.full;

import dev.limpet.cli.RunOptions;
import dev.limpet.linux.Flags;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.StepText;
import dev.limpet.sandbox.cgroup.Arrangement;
import dev.limpet.sandbox.cgroup.Group;

/** What {@code --dry-run} prints: the plan, a line for each step, and what the options open. */
final class DryRun {
  /** The first version of Landlock with scopes. */
  private static final int SCOPES = 6;

  private DryRun() {}

  /**
   * The text.
   *
   * @param landlock the version of Landlock that the kernel has
   */
  static String of(FullOptions options, LimitedBox box, int landlock) {
    StringBuilder out = new StringBuilder();
    String shortfalls = box.shortfalls();
    if (!shortfalls.isEmpty()) {
      out.append("not held: ").append(shortfalls).append('\n');
    }
    cgroups(out, box.arrangement());
    return out + of(options, box.plan(), landlock);
  }

  private static void cgroups(StringBuilder out, Arrangement arrangement) {
    Arrangement.Aside aside = arrangement.aside();
    if (aside != null) {
      out.append("step aside into the cgroup ").append(OsString.visible(aside.to())).append('\n');
    }
    for (Group group : arrangement.groups()) {
      out.append("make the cgroup ").append(OsString.visible(group.directory()));
      for (Group.Setting setting : group.settings()) {
        out.append(", ").append(setting.file()).append(' ').append(setting.value());
      }
      out.append('\n');
    }
  }

  static String of(FullOptions options, Plan plan, int landlock) {
    StringBuilder out = new StringBuilder();
    if (plan.network() != null) {
      out.append("join the network namespace ").append(Quoted.word(plan.network())).append('\n');
    }
    out.append("make the namespaces").append(namespaces(plan.cloneFlags())).append('\n');
    out.append("end with the launcher\n");
    if (plan.guestFlags() == 0) {
      out.append("be the box's init\n");
    } else {
      out.append("make the guest's own").append(namespaces(plan.guestFlags())).append('\n');
    }
    for (Step step : plan.steps()) {
      out.append(OsString.visible(StepText.of(step))).append('\n');
    }
    out.append("execute");
    for (String word : plan.guest().args()) {
      out.append(' ').append(Quoted.word(word));
    }
    out.append('\n');
    openings(out, options, landlock);
    return out.toString();
  }

  private static String namespaces(long flags) {
    StringBuilder out = new StringBuilder();
    append(out, flags, Flags.CLONE_NEWUSER, " user");
    append(out, flags, Flags.CLONE_NEWNS, " mount");
    append(out, flags, Flags.CLONE_NEWPID, " pid");
    append(out, flags, Flags.CLONE_NEWNET, " network");
    append(out, flags, Flags.CLONE_NEWIPC, " ipc");
    append(out, flags, Flags.CLONE_NEWUTS, " uts");
    append(out, flags, Flags.CLONE_NEWCGROUP, " cgroup");
    return out.toString();
  }

  private static void append(StringBuilder out, long flags, long flag, String word) {
    if ((flags & flag) != 0) {
      out.append(word);
    }
  }

  /** What the options open beyond the default, one line each. */
  private static void openings(StringBuilder out, FullOptions full, int landlock) {
    int before = out.length();
    RunOptions options = full.plain();
    if (options.writableRoot() && !full.root().overlay()) {
      out.append("opens: build: the box may change ").append(Quoted.word(options.rootfs()));
      out.append(" as the caller may\n");
    }
    for (RunOptions.Place place : options.places()) {
      if (place instanceof RunOptions.Bind bind) {
        out.append("opens: ").append(bind.writable() ? "--vol " : "--map ");
        out.append(Quoted.word(bind.source())).append(' ').append(Quoted.word(bind.destination()));
        out.append(bind.writable() ? ": the box may read and change " : ": the box may read ");
        out.append(Quoted.word(bind.source())).append(" of the host and all below it\n");
      }
    }
    if (full.subids()) {
      RunOptions.User user = options.user();
      out.append("opens: --subids: the box has the caller's ids of /etc/subuid and /etc/subgid");
      out.append(user == null || user.uid() != 0 ? "\n" : ", and may use them as root\n");
    }
    if (options.network() == RunOptions.Network.HOST) {
      out.append("opens: --net host: the box has the host's network and its loopback");
      out.append(scoped(landlock));
    }
    if (full.network().user()) {
      out.append("opens: --net user: the box reaches what the caller reaches on the network,");
      out.append(" but not the host's loopback\n");
    }
    String joined = full.network().joined();
    if (joined != null) {
      out.append("opens: --net ns: the box has the network of ").append(Quoted.word(joined));
      out.append(scoped(landlock));
    }
    if (full.seccomp() != null) {
      out.append("opens: --seccomp: system calls are filtered as ");
      out.append(Quoted.word(full.seccomp())).append(" says, instead of by default\n");
    }
    if (!options.filtered()) {
      out.append("opens: --seccomp none: every system call of the kernel is within reach,");
      out.append(" only terminals cannot be typed into\n");
    }
    full.root().openings(out);
    if (out.length() == before) {
      out.append("opens: nothing beyond reading ");
      out.append(Quoted.word(options.rootfs())).append('\n');
    }
  }

  private static String scoped(int landlock) {
    return landlock >= SCOPES
        ? "\n"
        : " and its abstract sockets: to keep those closed Linux 6.12 with Landlock is needed\n";
  }
}
