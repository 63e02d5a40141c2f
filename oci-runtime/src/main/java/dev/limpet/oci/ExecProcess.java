package dev.limpet.oci;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.oci.User;
import dev.limpet.formats.runtimespec.ProcessReader;
import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that {@code exec} is to run: a file that describes it, or that of the container's
 * config.json with another command and what options say.
 */
final class ExecProcess {
  private final Kernel kernel;
  private final CommandLine line;

  ExecProcess(Kernel kernel, CommandLine line) {
    this.kernel = kernel;
    this.line = line;
  }

  /** The process in the container of {@code spec}. */
  Process of(Spec spec) {
    String file = line.value("process");
    if (file != null) {
      if (line.operands().size() > 1) {
        throw new FailedException("exec: --process has a command already: leave one of them out");
      }
      try {
        return ProcessReader.read(Files.read(kernel, Files.absolute(kernel, file)));
      } catch (JsonException e) {
        throw new FailedException(e.in(file));
      }
    }
    List<String> args = line.operands().subList(1, line.operands().size());
    if (args.isEmpty()) {
      throw new FailedException("exec: no command is given, and no --process");
    }
    return changed(spec.process(), args);
  }

  private Process changed(Process own, List<String> args) {
    List<String> env = new ArrayList<>(own.env());
    env.addAll(line.values("env"));
    String cwd = line.value("cwd");
    String apparmor = line.value("apparmor");
    String label = line.value("process-label");
    return new Process(
        args,
        env,
        cwd == null ? own.cwd() : cwd,
        false,
        user(own.user()),
        capabilities(line.values("cap"), own.capabilities()),
        own.noNewPrivileges() || line.flag("no-new-privs"),
        own.rlimits(),
        false,
        line.flag("tty"),
        line.flag("tty") ? own.consoleSize() : null,
        apparmor == null ? own.apparmorProfile() : apparmor,
        label == null ? own.selinuxLabel() : label,
        own.oomScoreAdj(),
        own.scheduler(),
        own.ioPriority(),
        own.execCPUAffinity());
  }

  private User user(User own) {
    List<Integer> groups = new ArrayList<>(own.additionalGids());
    for (String group : line.values("additional-gids")) {
      groups.add(id(group, "--additional-gids"));
    }
    String user = line.value("user");
    if (user == null) {
      return new User(own.uid(), own.gid(), own.umask(), groups);
    }
    int colon = user.indexOf(':');
    int uid = id(colon < 0 ? user : user.substring(0, colon), "--user");
    int gid = colon < 0 ? own.gid() : id(user.substring(colon + 1), "--user");
    return new User(uid, gid, own.umask(), groups);
  }

  private static int id(String word, String option) {
    try {
      long id = Long.parseLong(word);
      if (id >= 0 && id < 0xffff_ffffL) {
        return (int) id;
      }
    } catch (NumberFormatException e) {
      // The same as one that is too large.
    }
    throw new FailedException(
        "exec: " + option + " " + word + ": an id is a number up to 4294967294");
  }

  private static Capabilities capabilities(List<String> more, Capabilities own) {
    if (more.isEmpty()) {
      return own;
    }
    return new Capabilities(
        with(own.bounding(), more),
        with(own.effective(), more),
        own.inheritable(),
        with(own.permitted(), more),
        own.ambient());
  }

  private static List<String> with(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
