package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.formats.bpf.BpfInstruction;
import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.formats.seccomp.SeccompCompiler;
import dev.limpet.formats.seccomp.SeccompData;
import dev.limpet.formats.seccomp.SeccompFile;
import dev.limpet.formats.seccomp.SeccompMachine;
import dev.limpet.formats.seccomp.SeccompProfileJson;
import dev.limpet.linux.OsString;
import java.util.List;

/**
 * {@code --seccomp FILE}: the filter that a profile of the caller's is compiled to. That of
 * terminals is installed before it, so that no profile opens them.
 *
 * @param filters in the order of installation
 * @param notes what of the file has no effect, a line for each
 */
record ProfileFile(List<Seccomp> filters, List<String> notes) {
  ProfileFile {
    filters = List.copyOf(filters);
    notes = List.copyOf(notes);
  }

  /**
   * Compiles the profile.
   *
   * @param verb for messages, as the path
   * @param path the file's
   * @param text what is in it
   * @param release the kernel's, such as {@code 6.1.0-13-amd64}
   * @throws UsageException saying where something is wrong, and what
   */
  static ProfileFile of(
      String verb, String path, String text, Architecture architecture, String release) {
    SeccompFile file;
    try {
      file = SeccompProfileJson.read(text, SeccompMachine.of(architecture, release));
    } catch (JsonException e) {
      throw new UsageException(verb + ": --seccomp " + e.in(path));
    }
    long[] program = compile(verb + ": --seccomp " + path, file, architecture);
    int execve =
        BpfInterpreter.run(program, SeccompData.words(number(architecture), architecture.audit()));
    if (execve != SeccompAction.SCMP_ACT_ALLOW.verdict(0)
        && execve != SeccompAction.SCMP_ACT_LOG.verdict(0)) {
      throw new UsageException(
          verb
              + ": --seccomp "
              + path
              + " refuses execve, without which no command can be started");
    }
    int rules = file.profile().syscalls().size();
    String name = path + ", " + rules + " rules, " + program.length + " instructions";
    return new ProfileFile(
        List.of(Seccomp.TERMINALS, new Seccomp.Program(name, file.flags(), program)), file.notes());
  }

  private static long[] compile(String where, SeccompFile file, Architecture architecture) {
    try {
      return SeccompCompiler.compile(file.profile(), architecture);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          where
              + ": "
              + e.getMessage()
              + ", and the kernel takes "
              + BpfInstruction.MAX_PROGRAM
              + ": leave conditions out");
    }
  }

  private static int number(Architecture architecture) {
    return architecture.syscalls().number("execve");
  }

  /** The notes, for {@code --dry-run}. */
  String notesText() {
    StringBuilder out = new StringBuilder();
    for (String note : notes) {
      out.append("note: --seccomp: ").append(OsString.visible(note)).append('\n');
    }
    return out.toString();
  }

  /** {@code spec} with these filters instead of its own. */
  Spec in(Spec spec) {
    return spec.withSeccomp(filters);
  }
}
