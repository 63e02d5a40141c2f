package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.cli.full.doctor.Doctor;
import dev.limpet.cli.full.doctor.Finding;
import dev.limpet.linux.Environment;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import java.util.List;

/** {@code limpet doctor}: what this machine can hold, and what to do about what it cannot. */
final class DoctorCommand {
  private final Kernel kernel;

  DoctorCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Returns 0 where boxes can be started, 1 where not. */
  int run(List<String> words) {
    boolean json = false;
    for (String word : words) {
      switch (word) {
        case "--json" -> json = true;
        case "--help", "-h" -> {
          return HelpCommand.print(kernel, HelpText.DOCTOR);
        }
        default ->
            throw new UsageException(
                "doctor: no option " + word + ": --json is there; see limpet doctor --help");
      }
    }
    List<Finding> findings = Doctor.examine(kernel, Environment.ofProcess());
    if (!new Stdio(kernel).out(json ? Doctor.json(findings) : Doctor.text(findings))) {
      return ExitCode.FAILURE;
    }
    return Doctor.canStart(findings) ? 0 : 1;
  }
}
